import { openBus } from '../adapters/bus/bus.ts';
import { readEnvironment } from '../adapters/edge/environment.ts';
import { log } from '../adapters/edge/log.ts';
import { taskDoor } from '../adapters/edge/task-door.ts';
import { openTaskTokens } from '../adapters/machine/task-tokens.ts';
import { magentoStore } from '../adapters/magento/store.ts';
import { openActivations } from '../adapters/table/activations.ts';
import { openAttempts } from '../adapters/table/attempts.ts';
import { openTable } from '../adapters/table/client.ts';
import { openConnections } from '../adapters/table/connections.ts';
import { openVault } from '../adapters/vault/vault.ts';
import { accessToken } from './access-token.ts';
import { announce } from './announce.ts';
import { check } from './check.ts';
import { fail } from './fail.ts';
import { link } from './link.ts';
import { requestToken } from './request-token.ts';
import { stopped } from './stopped.ts';
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
