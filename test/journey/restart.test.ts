import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handfast } from '../../client/handfast.ts';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import { type DemoStore, startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../infra/local/demo-store/merchant.ts';
import type { Local } from '../../infra/local/local.ts';
import { API_SCOPE } from '../../infra/local/openid/api-client.ts';
import { freePorts } from '../contract/local/free-ports.ts';
import { startForTest } from '../start-local.ts';
import { runHandshake } from './api/api-setup.ts';
import { integrationOf } from './local-setup.ts';
import { connectionAt, tableOf } from './stored-data.ts';

const opened = new AsyncDisposableStack();
let dataFolder: string;
let store: DemoStore;
beforeAll(async () => {
  dataFolder = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-restart-'))).path;
  store = opened.use(await startDemoStore());
});
afterAll(() => opened.disposeAsync());

/** With the demo Magento, on ports that a restart takes again. */
async function startWithDemo(port: number, folder: string) {
  const local = await startForTest({ port, dataFolder: folder });
  const { demoStore, apiClient } = local;
  const [integration] = demoStore?.states() ?? [];
  if (demoStore === undefined || integration === undefined) throw new Error('there is no demo Magento');
  const { id: clientId, secret: clientSecret, tokenUrl } = apiClient;
  const api = handfast({ url: local.url, tokenUrl, clientId, clientSecret, scope: API_SCOPE });
  return { local, store: { ...demoStore, id: integration.id }, api, [Symbol.asyncDispose]: local.stop };
}

function start() {
  return startForTest({ port: 0, dataFolder, demoStore: false });
}

async function popupOf(local: Local): Promise<string> {
  const activation = await store.activate(store.addIntegration(integrationOf(local.url, 'demo')).id);
  if (!activation.delivered) throw new Error(activation.problem);
  return activation.popupUrl;
}

test('a restart keeps connections, and tells a handshake in flight to start again', async () => {
  await using first = await start();
  const merchant = createMerchant();
  const question = await merchant.signIn(await merchant.visit(await popupOf(first)));
  const end = await merchant.settle(await merchant.answer(question, 'yes'));
  expect(end.url).toBe(store.successCallback);
  const inFlight = new URL(await popupOf(first));
  await merchant.visit(inFlight.href);
  await expect.poll(() => store.states()[1]?.tokens[0]?.type).toBe('request');
  await first.stop();

  await using second = await start();
  await expect(connectionAt(tableOf(second), store.baseUrl)).resolves.toMatchObject({
    status: 'active',
    storeUrl: store.baseUrl,
  });
  await expect.poll(() => JSON.stringify(second.events)).toContain('interrupted');
  const shown = await merchant.visit(`${second.url}${inFlight.pathname}${inFlight.search}`);
  expect((await merchant.settle(shown)).text).toContain(REFUSALS.interrupted.title);
}, 90_000);

test('a restart leaves a connection to the demo Magento that works', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-restart-'));
  const port = await freePorts();
  const kept = await (async () => {
    await using first = await startWithDemo(port, folder.path);
    await runHandshake(first.store);
    return await connectionAt(tableOf(first.local), first.store.baseUrl);
  })();

  await using second = await startWithDemo(port, folder.path);
  expect(second.store.states()).toMatchObject([{ name: 'Handfast demo', active: true }]);
  if (kept === undefined) throw new Error('the first run kept no connection');
  expect(await second.api.connections.check(kept.connection)).toMatchObject({
    result: 'alive',
    connection: { status: 'active' },
  });
}, 90_000);
