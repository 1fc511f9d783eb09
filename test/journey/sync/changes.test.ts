import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../../cli/program/run.ts';
import type { Batch, Channel, HandfastError } from '../../../client/handfast.ts';
import { FAULTS } from '../../../infra/local/demo-store/faults.ts';
import { type ApiClientSetup, openApiClientSetup } from '../api/api-setup.ts';

const WINDOW_MS = 5 * 60_000;

let setup: ApiClientSetup;
let store: Awaited<ReturnType<ApiClientSetup['connected']>>['store'];
let connection: string;
let channel: Channel;

beforeAll(async () => {
  setup = await openApiClientSetup({ schedules: false });
  ({ store, id: connection } = await setup.connected());
  channel = await setup.api.channels.create(connection, {
    type: 'magento2',
    connectors: { orders: { on: false } },
    writers: { stock: { priority: 'vendor' } },
  });
}, 300_000);
afterAll(() => setup.close());

const api = () => setup.api.channel(channel.id);
const skus = () =>
  store.data.products
    .rows()
    .slice(0, 5)
    .map((row) => store.data.products.bodyOf(row).sku);
const stockOf = (sku: string) => store.data.products.stockOf(sku);
const eventsOf = (batch: Pick<Batch, 'id'>) =>
  setup.eventsOf(store).filter(({ detail }) => detail['batch'] === batch.id);
const read = async (batch: string) => setup.api.channel(channel.id).batch(batch);

/** The next window of the schedule, with everything that comes of it. */
async function nextWindow() {
  setup.moveClock(WINDOW_MS);
  await setup.local.tick(setup.now());
  await setup.local.queues.idle();
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('a channel shows what can be written to its store', () => {
  expect(channel.writers['stock']).toEqual({
    label: 'Stock by source',
    direction: 'export',
    resources: expect.arrayContaining(['Magento_InventoryApi::source']),
    priority: 'vendor',
  });
  expect(channel.writers['prices']).toMatchObject({ priority: 'store' });
});

test('stock that is posted is in the store within seconds, and each line has its result', async () => {
  const [first = '', second = ''] = skus();
  const changes = [
    { id: 'a', change: { sku: first, quantity: 41 } },
    { id: 'b', change: { sku: 'no such sku', quantity: 1 } },
    { id: 'c', change: { sku: second, quantity: -1, colour: 'red' } },
    { id: 'd', change: { sku: first, quantity: 42 } },
  ];
  const pushed = await api().push('stock', changes);
  const { counts } = await pushed.finished();
  expect(counts).toMatchObject({ done: 1, superseded: 1, failed: 2 });
  expect(await collected(pushed.results())).toMatchObject([
    { line: 1, id: 'a', status: 'superseded', by: 4 },
    { line: 2, id: 'b', status: 'failed', code: 'record_missing' },
    { line: 3, id: 'c', status: 'failed', code: 'change_invalid' },
    { line: 4, id: 'd', status: 'done', version: expect.any(String) },
  ]);
  expect(stockOf(first)).toBe(42);
  const [batch] = pushed.batches;
  const events = batch === undefined ? [] : eventsOf(batch);
  expect(events).toMatchObject([
    { 'detail-type': 'changes.finished', detail: { channel: channel.id, connector: 'stock' } },
  ]);
  expect(await collected(api().batches())).toMatchObject([{ id: batch?.id, status: 'finished', n: 1 }]);
}, 60_000);

test('the same push with its key is one, and another with it is refused', async () => {
  const [sku = ''] = skus();
  const push = (quantity: number) => api().push('stock', [{ change: { sku, quantity } }], { idempotencyKey: 'monday' });
  const [once, again] = [await push(7), await push(7)];
  expect(again.batches[0]?.id).toBe(once.batches[0]?.id);
  await once.finished();
  await expect(push(8)).rejects.toMatchObject({
    code: 'idempotency_key_reused',
    status: 422,
  } satisfies Partial<HandfastError>);
  expect(stockOf(sku)).toBe(7);
}, 60_000);

test('a shipment is made once, with its track', async () => {
  const order = store.data.orders.place();
  const pushed = await api().push('shipments', [
    { id: 'ship-1', change: { order_id: order, tracks: [{ track_number: '1Z', title: 'UPS', carrier_code: 'ups' }] } },
  ]);
  expect(await collected(pushed.results())).toMatchObject([{ id: 'ship-1', status: 'done' }]);
  expect(store.data.shipments.rows().filter((one) => store.data.shipments.bodyOf(one).order_id === order)).toHaveLength(
    1,
  );
}, 60_000);

test('the command pushes a file, shows what became of it, and ends with 1 where a line failed', async () => {
  const [, , sku = ''] = skus();
  const file = join(setup.dataFolder, 'prices.ndjson');
  const push = async (lines: string) => {
    await writeFile(file, lines);
    const [out, errors]: [string[], string[]] = [[], []];
    const io = {
      print: (line: string) => void out.push(line),
      printError: (line: string) => void errors.push(line),
      environment: { HANDFAST_DATA: setup.dataFolder },
    };
    const code = await run(['changes', 'push', file, '--channel', channel.id, '--local'], io);
    return { code, out: out.join('\n'), errors: errors.join('\n') };
  };
  const good = await push(`{"id":"p1","change":{"sku":"${sku}","price":12.5}}\n`);
  expect(good).toMatchObject({ code: 0, errors: expect.stringMatching(/^Writing bat_[0-9a-f]{32}$/) });
  expect(good.out).toMatch(/^prices: 1 line: 1 done\nBatch bat_[0-9a-f]{32}$/);
  const bad = await push('{"id":"p2","change":{"sku":"no such sku","price":1}}\n');
  expect(bad).toMatchObject({ code: 1, errors: expect.stringMatching(/^Writing bat_/) });
  expect(bad.out).toContain('line 1 (p2)  failed: ');
  expect(await push('no change\n')).toMatchObject({ code: 2, errors: expect.stringContaining('line 1') });
}, 60_000);

test('a store that is down gets everything when it is back, in the order sent', async () => {
  const [sku = ''] = skus();
  store.faults.paths = { 'V1/inventory/source-items': FAULTS.maintenance };
  const first = await api().push('stock', [{ change: { sku, quantity: 1 } }]);
  const second = await api().push('stock', [{ change: { sku, quantity: 2 } }]);
  const id = first.batches[0]?.id ?? '';
  await expect.poll(async () => (await read(id)).reason, { timeout: 20_000 }).toBe('store_busy');
  await nextWindow();
  expect(await read(id)).toMatchObject({ status: 'writing' });
  store.faults.paths = {};
  for (let window = 0; window < 6 && (await read(id)).status !== 'finished'; window += 1) await nextWindow();
  await second.finished();
  expect((await first.finished()).counts).toMatchObject({ done: 1 });
  expect(stockOf(sku)).toBe(2);
}, 300_000);

test('a batch that is cancelled while its channel is paused is never sent', async () => {
  const [sku = ''] = skus();
  await setup.api.channels.pause(channel.id);
  const pushed = await api().push('stock', [{ change: { sku, quantity: 99 } }]);
  await pushed.cancel();
  expect((await pushed.finished()).counts).toMatchObject({ cancelled: 1 });
  await setup.api.channels.resume(channel.id);
  expect(stockOf(sku)).toBe(2);
}, 60_000);

test('what waits for a store that is disconnected is cancelled, and says so', async () => {
  const [sku = ''] = skus();
  await setup.api.channels.pause(channel.id);
  const pushed = await api().push('stock', [{ change: { sku, quantity: 100 } }]);
  await setup.api.connections.disconnect(connection);
  expect(await collected(pushed.results())).toMatchObject([{ status: 'cancelled', code: 'connection_disconnected' }]);
  const [batch] = (await pushed.finished()).batches;
  expect(batch).toMatchObject({ reason: 'connection_disconnected' });
  expect(stockOf(sku)).toBe(2);
  await expect(api().push('stock', [{ change: { sku, quantity: 1 } }])).rejects.toMatchObject({
    code: 'connection_disconnected',
  });
}, 60_000);

test('nothing of a change is in the log, in an event or in the history of an execution', async () => {
  const log = await readFile(join(setup.dataFolder, 'handfast.log'), 'utf8');
  expect(log).toContain('changes_finished');
  for (const text of [log, JSON.stringify(setup.local.events)]) {
    for (const secret of [...skus(), 'no such sku', 'colour']) expect(text).not.toContain(secret);
  }
});
