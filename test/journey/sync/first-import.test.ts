import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handfast } from '../../../client/handfast.ts';
import type { Channel } from '../../../functions/domain/sync/channel.ts';
import { ORDER_COUNT } from '../../../infra/local/demo-store/data/sales/order-record.ts';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { runHandshake } from '../api/api-setup.ts';
import { type LocalSetup, openLocalSetup } from '../local-setup.ts';
import { PRODUCTS, syncOf } from './sync-setup.ts';

const WINDOW_MS = 5 * 60_000;

let setup: LocalSetup;
let store: DemoStore & { readonly id: number };
let sync: ReturnType<typeof syncOf>;
let channel: Channel;

beforeAll(async () => {
  setup = await openLocalSetup({ products: PRODUCTS }, { schedules: false });
  sync = syncOf(setup.local, setup.now);
  store = await setup.store();
}, 120_000);
afterAll(() => setup.close());

/** The next window of the schedule, with everything that comes of it. */
async function nextWindow() {
  setup.moveClock(WINDOW_MS);
  await setup.local.tick(setup.now());
  await setup.local.queues.idle();
}

const typesOf = (type: string) => setup.eventsOf(store).filter((event) => event['detail-type'] === type);

test('a store that is connected is read at once: newest records within seconds, and all in the end', async () => {
  const connectedAt = performance.now();
  await runHandshake(store);
  await expect.poll(() => typesOf('records.available').length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(performance.now() - connectedAt).toBeLessThan(15_000);
  await expect
    .poll(
      () =>
        typesOf('channel.imported')
          .map(({ detail }) => detail['connector'])
          .toSorted(),
      { timeout: 30_000 },
    )
    .toEqual(['customers', 'orders', 'products']);
  const found = await sync.channelOf(store);
  if (found === undefined) throw new Error('the store has no channel');
  channel = found;
  expect(await sync.delivered(channel, 'orders')).toMatchObject({ upserts: ORDER_COUNT, deletes: 0 });
  await expect
    .poll(() => sync.runsOf(channel), { timeout: 10_000 })
    .toMatchObject([{ trigger: 'connected', status: 'completed', task: 'look' }]);
}, 90_000);

test('a change arrives with the next look, and a look that finds nothing leaves nothing', async () => {
  const before = await sync.delivered(channel, 'orders');
  await nextWindow();
  const quiet = await sync.runsOf(channel);
  const entries = (await sync.delivered(channel, 'orders')).entries;
  await nextWindow();
  expect(await sync.runsOf(channel)).toEqual(quiet);
  expect((await sync.delivered(channel, 'orders')).entries).toBe(entries);
  store.data.orders.place();
  await nextWindow();
  expect((await sync.delivered(channel, 'orders')).upserts).toBe(before.upserts + 1);
  expect((await sync.runsOf(channel))[0]).toMatchObject({
    trigger: 'schedule',
    status: 'completed',
    connectors: ['orders'],
    counts: { delivered: 1 },
  });
}, 180_000);

test('nothing of a record is in the log, in an event or in the history of a run', async () => {
  const [order] = store.data.orders.rows();
  const email = Object(order && store.data.orders.bodyOf(order)).customer_email;
  expect(email).toContain('@');
  const log = await readFile(setup.local.logFile, 'utf8');
  expect(log).toContain('channel_read');
  for (const text of [log, JSON.stringify(setup.local.events), JSON.stringify(setup.local.executions())]) {
    expect(text).not.toContain(email);
  }
});

test('records stay while the connection is active, whatever an event says, and go once it is disconnected', async () => {
  const { connection } = channel;
  const event = { source: 'handfast', 'detail-type': 'connection.disconnected', detail: { connection } };
  setup.local.queues.send(queueNamed('SyncWindows'), JSON.stringify(event));
  await setup.local.queues.idle();
  expect((await sync.delivered(channel, 'orders')).entries).toBeGreaterThan(0);

  const { url, apiClient } = setup.local;
  const { id: clientId, secret: clientSecret, tokenUrl } = apiClient;
  await handfast({ url, tokenUrl, clientId, clientSecret, scope: API_SCOPE }).connections.disconnect(connection);
  await expect.poll(() => sync.delivered(channel, 'orders'), { timeout: 10_000 }).toMatchObject({ entries: 0 });
  expect(await sync.channels.find(channel.channel)).toMatchObject({ status: 'unavailable' });
});

function queueNamed(part: string): string {
  const found = setup.local.stack.queues.find(({ name }) => name.includes(part));
  if (found === undefined) throw new Error(`there is no queue ${part}`);
  return found.name;
}
