import { openActivationRepository } from '../adapters/dynamodb/activation-repository.ts';
import { openAttemptRecords } from '../adapters/dynamodb/attempt-records.ts';
import { openConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openEventBus } from '../adapters/eventbridge/event-bus.ts';
import { openVault } from '../adapters/kms/vault.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { taskHandler } from '../adapters/lambda/task-handler.ts';
import { magentoStore } from '../adapters/magento/magento-store.ts';
import { openTaskTokens } from '../adapters/step-functions/task-tokens.ts';
import { announce } from './announce.ts';
import { endAborted } from './end-aborted.ts';
import { exchangeAccessToken } from './exchange-access-token.ts';
import { linkStore } from './link-store.ts';
import { obtainRequestToken } from './obtain-request-token.ts';
import { recordFailure } from './record-failure.ts';
import { verifyCredentials } from './verify-credentials.ts';
import { waitForConsent } from './wait-for-consent.ts';

const settings = readEnvironment([
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_STORE_PORTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
]);
const now = () => new Date();
const table = openTable(settings.HANDFAST_TABLE);
const activations = openActivationRepository(table, now);
const connections = openConnectionRepository(table);
const vault = openVault(settings.HANDFAST_KEY);
const magento = magentoStore({
  allowLoopbackStores: settings.HANDFAST_ALLOW_LOOPBACK_STORES,
  allowedPorts: settings.HANDFAST_STORE_PORTS,
});
const deps = { activations, connections, vault, magento, tasks: openTaskTokens(), now, log };

const ended = {
  fail: recordFailure(deps),
  announce: announce({
    ...deps,
    record: openAttemptRecords(table, now).record,
    announce: openEventBus(settings.HANDFAST_BUS).announce,
  }),
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
