import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVENTS } from '../../../functions/adapters/eventbridge/event-schemas.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { integrationOf } from '../local-setup.ts';
import { type ApiClientSetup, openApiClientSetup, runHandshake } from './api-setup.ts';

const schema: object = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../docs/events.schema.json', import.meta.url)), 'utf8'),
);
const fits = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
/** Where an integration has URLs: `webhooks/deliveries.test.ts`. */
const OF_DELIVERIES = ['connection.accepted', 'connection.rejected', 'integration.disabled'];
/** Of runs that fail or are held: `test/unit/sync-engine` and `sync/careless-stores.test.ts`. */
const OF_RUNS = ['channel.run_failed', 'channel.run_held'];
const THREE_DAYS_MS = 3 * 24 * 60 * 60 * 1000;

let setup: ApiClientSetup;
let shop: Awaited<ReturnType<ApiClientSetup['connected']>>;
beforeAll(async () => {
  setup = await openApiClientSetup();
  shop = await setup.connected();
}, 180_000);
afterAll(() => setup?.close());

/** The types of the events about a store, oldest first, and none that its schema does not take. */
function published(store = shop.store): string[] {
  return setup.eventsOf(store).map((event) => {
    expect(fits(event), `${JSON.stringify(event.detail)} ${JSON.stringify(fits.errors)}`).toBe(true);
    return event['detail-type'];
  });
}

async function statusNow() {
  return (await setup.api.connections.check(shop.id)).connection.status;
}

test('a store that is connected, switched off, on again, deleted and reauthorized publishes an event each time', async () => {
  const { store } = shop;
  store.setActive(store.id, false);
  expect(await statusNow()).toBe('inactive');
  store.setActive(store.id, true);
  expect(await statusNow()).toBe('active');
  await store.reauthorize(store.id);
  expect(await statusNow()).toBe('needs_reauthorization');
  await runHandshake({ ...store, activate: store.reauthorize });
  await expect
    .poll(() => published())
    .toEqual([
      'connection.created',
      'connection.inactive',
      'connection.recovered',
      'connection.needs_reauthorization',
      'connection.reauthorized',
    ]);
});

test('a store that moves is published with both accounts', async () => {
  const { store } = shop;
  const before = (await setup.api.connections.get(shop.id)).account;
  // A key that was used already never moves a store: somebody may have seen it. A new integration has a new key.
  const again = store.addIntegration(integrationOf(setup.local.url, 'demo'));
  await runHandshake({ ...store, id: again.id }, createMerchant({ email: 'ben@example.com' }));
  await expect.poll(() => published().at(-1)).toBe('connection.moved');
  expect(setup.eventsOf(store).at(-1)?.detail).toMatchObject({ previousAccount: `${before.issuer}#${before.id}` });
});

test('a store that is down for three days is published once, and again when it is back', async () => {
  shop.store.faults.rest = { kind: 'reset' };
  expect(await statusNow()).toBe('active');
  setup.moveClock(THREE_DAYS_MS);
  expect(await statusNow()).toBe('unreachable');
  delete shop.store.faults.rest;
  expect(await statusNow()).toBe('active');
  expect(published().slice(-2)).toEqual(['connection.unreachable', 'connection.recovered']);
});

test('giving a connection up is published once, however often it is requested', async () => {
  await setup.api.connections.disconnect(shop.id);
  await setup.api.connections.disconnect(shop.id);
  expect(published().filter((type) => type === 'connection.disconnected')).toHaveLength(1);
  expect(published().at(-1)).toBe('connection.disconnected');
});

test('an attempt that fails is published, with the code of the reason', async () => {
  const store = await setup.store();
  store.setResources(store.id, []);
  await expect(runHandshake(store)).rejects.toThrow('the handshake ended at');
  await expect.poll(() => published(store)).toEqual(['activation.failed']);
  expect(setup.eventsOf(store)[0]?.detail).toMatchObject({ reason: 'permission_missing' });
});

test('records that can be read, the end of a first import and of a batch of changes are published', async () => {
  const { store, id } = await setup.connected();
  const channel = await setup.api.channels.create(id, {
    type: 'magento2',
    connectors: { orders: { everyMinutes: 5 } },
  });
  await expect.poll(() => published(store), { timeout: 20_000 }).toContain('channel.imported');
  expect(published(store)).toContain('records.available');
  const pushed = await setup.api.channel(channel.id).push('stock', [{ change: { sku: 'none', quantity: 1 } }]);
  await pushed.finished();
  await expect.poll(() => published(store)).toContain('changes.finished');
});

test('every type of event was seen, each with an id of its own and no secret', () => {
  const seen = new Set(setup.local.events.map((event) => event['detail-type']));
  const others = Object.keys(EVENTS).filter((type) => ![...OF_DELIVERIES, ...OF_RUNS].includes(type));
  expect([...seen].toSorted()).toEqual(others.toSorted());
  const ids = setup.local.events.map(({ detail }) => detail['id']);
  expect(new Set(ids).size).toBe(ids.length);
  const text = JSON.stringify(setup.local.events);
  const { consumer, tokens = [] } = shop.store.state(shop.store.id) ?? {};
  const secrets = [consumer?.key, consumer?.secret, ...tokens.flatMap(({ token, secret }) => [token, secret])];
  expect(secrets.length).toBeGreaterThan(3);
  for (const secret of secrets) expect(text).not.toContain(secret);
});
