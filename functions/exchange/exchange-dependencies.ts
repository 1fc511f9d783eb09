import { setTimeout as pause } from 'node:timers/promises';
import { openActivationRepository } from '../adapters/dynamodb/activations/activation-repository.ts';
import { openConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import { openKeyRepository } from '../adapters/dynamodb/keys/key-repository.ts';
import { openLeases } from '../adapters/dynamodb/leases.ts';
import { openListings } from '../adapters/dynamodb/listings.ts';
import { openStorePointers } from '../adapters/dynamodb/store-pointers.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openEventBus } from '../adapters/eventbridge/event-bus.ts';
import { openVault } from '../adapters/kms/vault.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { magentoStore } from '../adapters/magento/magento-store.ts';
import { openTaskTokens } from '../adapters/step-functions/task-tokens.ts';
import { requireBelowLimit } from './account-limit.ts';
import { handshakeStore } from './handshake-store.ts';

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
/** What the steps of the handshake work with, opened once per start of the function. */
export const deps = {
  activations: openActivationRepository(table, now),
  keys: openKeyRepository(table, now),
  connections: openConnectionRepository(table),
  pointers: openStorePointers(table),
  vault: openVault(settings.HANDFAST_KEY),
  magento: handshakeStore({ magento: magentoStore(policy), leases: openLeases(table, now), log }),
  announce: openEventBus(settings.HANDFAST_BUS).announce,
  requireBelowLimit: requireBelowLimit(openListings(table), settings.HANDFAST_CONNECTIONS_PER_ACCOUNT),
  tasks: openTaskTokens(),
  ...{ pause, now, log },
};
