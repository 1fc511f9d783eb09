import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import { type DemoStore, startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../infra/local/demo-store/merchant.ts';
import { type Local, startLocal } from '../../infra/local/local.ts';
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

function start() {
  return startLocal({ port: 0, dataFolder, demoStore: false });
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
