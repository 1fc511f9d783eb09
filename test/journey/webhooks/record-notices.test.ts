import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { type ApiClientSetup, openApiClientSetup } from '../api/api-setup.ts';
import { openAuthority } from './authority.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { SIGNING_SECRET, writeIntegration } from './written-integration.ts';

const WINDOW_MS = 5 * 60_000;

let setup: ApiClientSetup;
let receiver: Receiver;
let store: DemoStore;
let connection: string;
let channel: string;
beforeAll(async () => {
  const authority = await openAuthority();
  receiver = await openReceiver(authority);
  setup = await openApiClientSetup({ hostFunctions: authority.hostFunctions, schedules: false });
  const shop = await setup.connected();
  [store, connection] = [shop.store, shop.id];
  const urls = { channelUrl: `${receiver.url}/channels`, notifyUrl: `${receiver.url}/notices` };
  await writeIntegration(setup.local, { urls, at: setup.now().toISOString() });
}, 180_000);
afterAll(() => Promise.all([setup?.close(), receiver?.close()]));

/** What was posted of one type. */
function notices(type: string): Record<string, unknown>[] {
  return receiver.at('/channels').flatMap(({ body }) => {
    const event = Object(JSON.parse(body));
    return event.type === type ? [event.data] : [];
  });
}

async function nextWindow(): Promise<void> {
  setup.moveClock(WINDOW_MS);
  await setup.local.tick(setup.now());
  await setup.local.queues.idle();
}

async function changesFrom(cursor: unknown): Promise<{ id: string; cursor: string }[]> {
  const changes = setup.api.channel(channel).changes('orders', { cursor: String(cursor) });
  const found: { id: string; cursor: string }[] = [];
  for await (const { id, cursor: behind } of changes) found.push({ id, cursor: behind });
  return found;
}

test('the vendor is called when a first import brings records, with cursors that begin and end them', async () => {
  const made = await setup.api.channels.create(connection, { type: 'magento2', connectors: { orders: {} } });
  channel = made.id;
  await expect.poll(() => notices('channel.imported').length, { timeout: 30_000 }).toBe(1);
  const [posted] = receiver.at('/channels');
  const signed = Object.fromEntries(
    Object.entries(posted?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  expect(new Webhook(SIGNING_SECRET).verify(posted?.body ?? '', signed)).toMatchObject({ type: 'records.available' });
  const [notice] = notices('records.available');
  expect(notice).toMatchObject({
    eventType: 'CHANNEL_NOTICE',
    connection,
    account: expect.stringContaining('#'),
    product: 'demo',
    channel,
    connector: 'orders',
    delivered: 120,
    deleted: 0,
  });
  expect(await changesFrom(notice?.['from'])).toHaveLength(120);
  expect(await changesFrom(notice?.['to'])).toEqual([]);
}, 60_000);

test('a look is told of once, however many records it brings, and one that brings none is not', async () => {
  await expect.poll(async () => (await setup.api.channels.get(channel)).run, { timeout: 10_000 }).toBeUndefined();
  const before = notices('records.available').length;
  await nextWindow();
  expect(notices('records.available')).toHaveLength(before);
  store.data.orders.place();
  store.data.orders.place();
  await nextWindow();
  const [notice, ...others] = notices('records.available').slice(before);
  expect(others).toEqual([]);
  expect(notice).toMatchObject({ connector: 'orders', delivered: 2, deleted: 0 });
  expect(await changesFrom(notice?.['from'])).toHaveLength(2);
  expect(await changesFrom(notice?.['to'])).toEqual([]);
});

test('what the vendor says of it says nothing of the connection, and other URLs hear nothing', async () => {
  receiver.answer({ body: '{"success":false,"errorCode":"BUSY"}' });
  store.data.orders.place();
  await nextWindow();
  expect(setup.eventsOf(store).map((event) => event['detail-type'])).not.toContain('connection.rejected');
  expect((await setup.api.connections.get(connection)).vendorAnswer).toBeUndefined();
  expect(receiver.at('/notices')).toEqual([]);
});
