import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { handfast } from '../../../client/handfast.ts';
import type { Channel } from '../../../functions/domain/sync/channel.ts';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { USUAL_RESOURCES } from '../../../infra/local/demo-store/rows.ts';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { runHandshake } from '../api/api-setup.ts';
import { type LocalSetup, openLocalSetup } from '../local-setup.ts';
import { syncOf } from './sync-setup.ts';

/*
 * One store that does most of what stores do wrong, all the time: its clock is two hours ahead, it cuts pages to 100, and
 * its errors are in German.
 */

const WINDOW_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;
const CAP = { size: 100, echo: 'asked' } as const;
const AHEAD_SECONDS = 7_200;
const GERMAN = new Map([
  ["The consumer isn't authorized to access %resources.", 'Der Verbraucher darf nicht auf %resources zugreifen.'],
  ['Internal Error. Details are available in Magento log file. Report ID: %1', 'Interner Fehler. Bericht: %1'],
]);

let setup: LocalSetup;
let store: DemoStore & { readonly id: number };
let sync: ReturnType<typeof syncOf>;
let channel: Channel;
let api: ReturnType<typeof handfast>;

beforeAll(async () => {
  const connectors = { orders: 5, products: 5 };
  setup = await openLocalSetup(
    { products: [{ id: 'demo', name: 'Handfast Demo', channel: { connectors } }] },
    { schedules: false },
  );
  sync = syncOf(setup.local, setup.now);
  api = client();
  const quirks = { clockOffsetSeconds: AHEAD_SECONDS, lists: { cap: CAP }, texts: GERMAN };
  store = await setup.store({ quirks });
  store.data.products.addProducts(500, { from: new Date(setup.now().getTime() - HOUR_MS) });
  await runHandshake(store);
  channel = await vi.waitFor(madeChannel, { timeout: 30_000, interval: 100 });
  await untilRunsEnd();
}, 300_000);
afterAll(() => setup.close());

/** With a token of its own: the clock is moved past those that were given out. */
function client() {
  const { url, apiClient } = setup.local;
  const { id: clientId, secret: clientSecret, tokenUrl } = apiClient;
  return handfast({ url, tokenUrl, clientId, clientSecret, scope: API_SCOPE });
}

async function madeChannel(): Promise<Channel> {
  const found = await sync.channelOf(store);
  if (found === undefined) throw new Error('the store has no channel');
  return found;
}

async function untilRunsEnd() {
  const nothingRuns = async () => {
    const runs = await sync.runsOf(channel);
    if (runs.length === 0 || runs.some(({ status }) => status === 'queued' || status === 'running'))
      throw new Error('a run is under way');
  };
  await vi.waitFor(nothingRuns, { timeout: 60_000, interval: 200 });
}

/** The next window of the schedule, with everything that comes of it. */
async function nextWindow(afterMs = WINDOW_MS) {
  setup.moveClock(afterMs);
  api = client();
  await setup.local.tick(setup.now());
  await setup.local.queues.idle();
  await untilRunsEnd();
}

/** What a vendor holds who has read everything. */
async function held<N extends 'orders' | 'products'>(connector: N) {
  const records = new Map<string, unknown>();
  for await (const { id, op, record } of api.channel(channel.channel).changes(connector)) {
    if (op === 'delete') records.delete(id);
    else records.set(id, record);
  }
  return records;
}

const statusOf = (record: unknown) => Reflect.get(Object(record), 'status');

test('a store with a wrong clock that cuts pages is read whole, and its changes come in', async () => {
  expect((await held('products')).size).toBe(store.data.products.rows().length);
  expect((await held('orders')).size).toBe(store.data.orders.rows().length);
  const id = store.data.orders.place();
  await nextWindow();
  expect((await held('orders')).has(String(id))).toBe(true);
}, 180_000);

test('300 rows of one second arrive in spite of the cap', async () => {
  store.data.products.addProducts(300, { perSecond: 300 });
  await nextWindow();
  await nextWindow();
  expect((await held('products')).size).toBe(store.data.products.rows().length);
}, 180_000);

test('a row of 2038 holds nothing up', async () => {
  store.data.orders.update(3, { status: 'fraud' }, { updatedAt: '2038-01-19 03:14:07' });
  const id = store.data.orders.place();
  await nextWindow();
  const next = store.data.orders.place();
  await nextWindow();
  const orders = await held('orders');
  expect([orders.has(String(id)), orders.has(String(next))]).toEqual([true, true]);
}, 180_000);

test('a status that was changed by a comment is seen within the hour', async () => {
  const open = store.data.orders.rows().findLast((row) => store.data.orders.bodyOf(row).state === 'new');
  if (open === undefined) throw new Error('no order is open');
  store.data.orders.comment(open.id, 'on its way', { status: 'picking' });
  for (let windows = 0; windows < 12; windows += 1) {
    await nextWindow();
    if (statusOf((await held('orders')).get(String(open.id))) === 'picking') return;
  }
  expect(statusOf((await held('orders')).get(String(open.id)))).toBe('picking');
}, 90_000);

test('a record on which every page answers 500 is reported, and the rest is delivered', async () => {
  const { products } = store.data;
  const [first] = products.rows().slice(-20);
  if (first === undefined) throw new Error('there are no products');
  const changed = products
    .rows()
    .slice(-20)
    .map(({ id }) => id);
  for (const id of changed) products.update(id, { price: 77 });
  const broken = changed[7] ?? 0;
  store.quirks.listsAt = { 'V1/products': { cap: CAP, breaksOn: [broken] } };
  await nextWindow();
  await nextWindow();
  const priceOf = (record: unknown) => Number(Reflect.get(Object(record), 'price'));
  const records = await held('products');
  expect(changed.filter((id) => priceOf(records.get(String(id))) !== 77)).toEqual([broken]);
  const errors = (await sync.runsOf(channel)).flatMap((run) => run.errors);
  expect(errors.map(({ connector, id }) => [connector, id])).toEqual([['products', String(broken)]]);
  store.quirks.listsAt = {};
}, 90_000);

test('a permission that is missing is known from a translated error, and the other connectors go on', async () => {
  const connectors = async () => (await api.channels.get(channel.channel)).connectors;
  store.setResources(
    store.id,
    USUAL_RESOURCES.filter((one) => one !== 'Magento_Sales::actions_view'),
  );
  store.data.products.addProducts(1);
  await nextWindow();
  expect(await connectors()).toMatchObject({
    orders: { state: 'skipped', reason: 'permission_missing', resources: ['Magento_Sales::actions_view'] },
    products: { state: 'following' },
  });
  expect((await held('products')).size).toBe(store.data.products.rows().length);
  store.setResources(store.id, USUAL_RESOURCES);
  const id = store.data.orders.place();
  await nextWindow();
  expect((await connectors())['orders']).toMatchObject({ state: 'following' });
  expect((await held('orders')).has(String(id))).toBe(true);
}, 90_000);

test('deletions of 11 % are held, and made once somebody has confirmed them', async () => {
  const before = (await held('products')).size;
  const { products } = store.data;
  const gone = products.rows().slice(0, Math.ceil(before * 0.11));
  for (const { id } of gone) products.delete(id);
  await nextWindow(24 * HOUR_MS);
  expect((await held('products')).size).toBe(before);
  const run = (await sync.runsOf(channel)).find(({ status }) => status === 'held');
  expect(run?.held).toEqual({ products: gone.length });
  await api.runs.confirm(run?.run ?? '');
  await expect.poll(async () => (await held('products')).size, { timeout: 30_000 }).toBe(before - gone.length);
}, 90_000);
