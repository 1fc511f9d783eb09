import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoStore, startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { startForTest } from '../../start-local.ts';
import { runHandshake } from '../api/api-setup.ts';
import { integrationOf } from '../local-setup.ts';
import { syncOf } from './sync-setup.ts';

const PRODUCTS = 4_000;
const SETTINGS = { products: [{ id: 'demo', name: 'Handfast Demo', channel: { connectors: { products: 5 } } }] };
const NOW = () => new Date();

const opened = new AsyncDisposableStack();
let dataFolder: string;
let store: DemoStore;
/** Pages of products that the store was asked for: their queries. */
const pages: string[] = [];

beforeAll(async () => {
  dataFolder = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-restart-'))).path;
  store = opened.use(
    await startDemoStore({
      latencyMs: 60,
      onRequest: ({ path, query }) => {
        if (path.endsWith('/V1/products')) pages.push(decodeURIComponent(query));
      },
    }),
  );
  store.data.products.addMany(PRODUCTS);
});
afterAll(() => opened.disposeAsync());

function start() {
  return startForTest({
    port: 0,
    dataFolder,
    demoStore: false,
    schedules: false,
    settings: SETTINGS,
  });
}

async function deliveredBy(local: Awaited<ReturnType<typeof start>>) {
  const sync = syncOf(local, NOW);
  const channel = await sync.channelOf(store);
  return channel === undefined ? undefined : sync.delivered(channel, 'products');
}

test('a first import that is killed half-way goes on where it was: at most one page is read twice', async () => {
  const count = store.data.products.rows().length;
  {
    await using first = await start();
    await runHandshake({ ...store, id: store.addIntegration(integrationOf(first.url, 'demo')).id });
    await expect
      .poll(async () => (await deliveredBy(first))?.upserts ?? 0, { timeout: 20_000, interval: 50 })
      .toBeGreaterThan(PRODUCTS / 8);
    expect((await deliveredBy(first))?.upserts).toBeLessThan(count);
  }
  await using second = await start();
  await expect.poll(async () => (await deliveredBy(second))?.upserts, { timeout: 40_000, interval: 200 }).toBe(count);
  const sync = syncOf(second, NOW);
  const channel = await sync.channelOf(store);
  if (channel === undefined) throw new Error('the store has no channel');
  await expect
    .poll(async () => (await sync.runsOf(channel)).map(({ trigger, status }) => ({ trigger, status })), {
      timeout: 20_000,
    })
    .toEqual([{ trigger: 'connected', status: 'completed' }]);
  const backfill = pages.filter((url) => url.includes('DESC'));
  expect(backfill.length).toBeGreaterThan(10);
  expect(backfill.length - new Set(backfill).size).toBeLessThanOrEqual(1);
}, 180_000);
