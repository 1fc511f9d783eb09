import { openActivations } from '../adapters/dynamodb/activation-repository.ts';
import { openAttempts } from '../adapters/dynamodb/attempt-records.ts';
import { openConnections } from '../adapters/dynamodb/connection-repository.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openBus } from '../adapters/eventbridge/event-bus.ts';
import { openVault } from '../adapters/kms/vault.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { taskDoor } from '../adapters/lambda/task-handler.ts';
import { magentoStore } from '../adapters/magento/magento-store.ts';
import { openTaskTokens } from '../adapters/step-functions/task-tokens.ts';
import { announce } from './announce.ts';
import { stopped } from './end-aborted.ts';
import { accessToken } from './exchange-access-token.ts';
import { link } from './link-store.ts';
import { requestToken } from './obtain-request-token.ts';
import { fail } from './record-failure.ts';
import { check } from './verify-credentials.ts';
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
const activations = openActivations(table, now);
const connections = openConnections(table);
const vault = openVault(settings.HANDFAST_KEY);
const magento = magentoStore({
  allowLoopbackStores: settings.HANDFAST_ALLOW_LOOPBACK_STORES,
  allowedPorts: settings.HANDFAST_STORE_PORTS,
});
const needs = { activations, connections, vault, magento, tasks: openTaskTokens(), now, log };

const ended = {
  fail: fail(needs),
  announce: announce({
    ...needs,
    record: openAttempts(table, now).record,
    announce: openBus(settings.HANDFAST_BUS).announce,
  }),
};

export const handler = taskDoor({
  RequestToken: requestToken(needs),
  WaitForConsent: waitForConsent(needs),
  AccessToken: accessToken(needs),
  Check: check(needs),
  Link: link(needs),
  Fail: ended.fail,
  Announce: ended.announce,
  Stopped: stopped(ended),
});
