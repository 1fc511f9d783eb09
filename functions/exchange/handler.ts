import { setTimeout as pause } from 'node:timers/promises';
import { openActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import { openConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import { openKeyRepository } from '../adapters/dynamodb/key-repository.ts';
import { openLeases } from '../adapters/dynamodb/leases.ts';
import { openListings } from '../adapters/dynamodb/listings.ts';
import { openStorePointers } from '../adapters/dynamodb/store-pointers.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openEventBus } from '../adapters/eventbridge/event-bus.ts';
import { openVault } from '../adapters/kms/vault.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { taskHandler } from '../adapters/lambda/task-handler.ts';
import { magentoStore } from '../adapters/magento/magento-store.ts';
import { openTaskTokens } from '../adapters/step-functions/task-tokens.ts';
import { requireRoom } from './account-room.ts';
import { announce } from './announce.ts';
import { checkOwned } from './check-owned.ts';
import { endAborted } from './end-aborted.ts';
import { exchangeAccessToken } from './exchange-access-token.ts';
import { handshakeStore } from './handshake-store.ts';
import { linkStore } from './link-store.ts';
import { obtainRequestToken } from './obtain-request-token.ts';
import { recordFailure } from './record-failure.ts';
import { verifyCredentials } from './verify-credentials.ts';
import { waitForConsent } from './wait-for-consent.ts';

const settings = readEnvironment([
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_CONNECTIONS_PER_ACCOUNT',
  'HANDFAST_STORE_PORTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
]);
const policy = {
  allowLoopbackStores: settings.HANDFAST_ALLOW_LOOPBACK_STORES,
  allowedPorts: settings.HANDFAST_STORE_PORTS,
};
const now = () => new Date();
const table = openTable(settings.HANDFAST_TABLE);
const deps = {
  activations: openActivationRepository(table, now),
  keys: openKeyRepository(table, now),
  connections: openConnectionRepository(table),
  pointers: openStorePointers(table),
  vault: openVault(settings.HANDFAST_KEY),
  magento: handshakeStore({ magento: magentoStore(policy), leases: openLeases(table, now), log }),
  announce: openEventBus(settings.HANDFAST_BUS).announce,
  requireRoom: requireRoom(openListings(table), settings.HANDFAST_CONNECTIONS_PER_ACCOUNT),
  tasks: openTaskTokens(),
  ...{ pause, now, log },
};
const ended = {
  fail: recordFailure(deps),
  announce: announce({ ...deps, checkOwned: checkOwned(deps) }),
};

export const handler = taskHandler({
  RequestToken: obtainRequestToken(deps),
  WaitForConsent: waitForConsent(deps),
  AccessToken: exchangeAccessToken(deps),
  Check: verifyCredentials(deps),
  Link: linkStore(deps),
  Fail: ended.fail,
  Announce: ended.announce,
  EndAborted: endAborted(ended),
});
