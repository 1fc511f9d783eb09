import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { receiveResult } from '../../../functions/api/events/receive-result.ts';
import { showEvent } from '../../../functions/api/events/show-event.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import type { ConnectionId } from '../../../functions/domain/ids.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import type { Delivery } from '../../../functions/domain/integrations/deliveries/delivery.ts';
import {
  type DeliveryId,
  deliveryIdOf,
  newIntegrationId,
  snapshotIdOf,
} from '../../../functions/domain/integrations/integration-ids.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

const AT = '2026-11-22T12:00:00.000Z';

let setup: ApiSetup;
let connection: ConnectionId;
beforeEach(async () => {
  setup = await openApiSetup();
  connection = await setup.connect();
});
afterEach(() => setup.close());

const deliveries = () => openDeliveryRepository(setup.table);
const deps = () => ({ ...setup.deps, deliveries: deliveries(), apiUrl: 'https://connect.example/v1' });
const show = (id: string, client = 'backend') => ask(showEvent(deps()), { id, client });
const settle = (id: string, body: object, client = 'backend') => ask(receiveResult(deps()), { id, body, client });
const found = () => setup.deps.connections.find(connection);

async function sent(more: Partial<Delivery> = {}): Promise<DeliveryId> {
  const integration = newIntegrationId();
  const event = `evt_${randomUUID()}`;
  const shared = { id: event, version: EVENTS_VERSION, product: 'demo', host: 'shop.example', time: AT };
  const id = deliveryIdOf(event, 'SUBSCRIPTION_ORDER', integration);
  const detail = { ...shared, connection, activation: 'act', account: 'https://id.example#ana' };
  await deliveries().create(
    {
      id,
      integration,
      snapshot: snapshotIdOf(integration, 1),
      type: 'SUBSCRIPTION_ORDER',
      event: { type: 'connection.created', detail },
      product: parseProductId('demo'),
      connection,
      status: 'ACCEPTED',
      tries: 1,
      attempts: [],
      createdAt: AT,
      ...more,
    },
    undefined,
  );
  return id;
}

test('a client of an integration is told of the events of that integration alone, pings included', async () => {
  const [own, other] = [newIntegrationId(), newIntegrationId()];
  const caller = { client: 'inc_1', products: ['demo'], integration: own };
  for (const more of [{}, { ping: true as const }]) {
    const [id, foreign] = [await sent({ ...more, integration: own }), await sent({ ...more, integration: other })];
    const absent = await ask(showEvent(deps()), { ...caller, id: deliveryIdOf('evt_none', 'SUBSCRIPTION_ORDER', own) });
    expect(absent).toMatchObject({ status: 404, json: { code: 'event_unknown' } });
    expect(await ask(showEvent(deps()), { ...caller, id })).toMatchObject({ status: 200 });
    expect(await ask(showEvent(deps()), { ...caller, id: foreign })).toEqual(absent);
    const body = { success: true, accountIdentifier: 'taken-over' };
    expect(await ask(receiveResult(deps()), { ...caller, id: foreign, body })).toEqual(absent);
    expect((await deliveries().find(foreign))?.status).toBe('ACCEPTED');
  }
  expect(await ask(showEvent(deps()), { ...caller, products: [], id: await sent({ integration: own }) })).toMatchObject(
    { status: 404 },
  );
});

test('events of another product are not there for a client, nor are those of nobody', async () => {
  const id = await sent();
  expect(await show(id)).toMatchObject({ status: 200, json: { id, status: 'ACCEPTED' } });
  const absent = await show(deliveryIdOf('evt_none', 'SUBSCRIPTION_ORDER', newIntegrationId()), 'erp-only');
  expect(absent).toMatchObject({ status: 404, json: { code: 'event_unknown' } });
  expect(await show(id, 'erp-only')).toEqual(absent);
  expect(await settle(id, { success: true, accountIdentifier: 'taken-over' }, 'erp-only')).toEqual(absent);
  expect((await found())?.vendorAccount).toBeUndefined();
  expect((await deliveries().find(id))?.status).toBe('ACCEPTED');
});

describe('a result', () => {
  test('counts once: the same again changes nothing, another one is refused', async () => {
    const id = await sent();
    const said = { success: true, accountIdentifier: 'acme-1' };
    for (let times = 0; times < 2; times += 1) {
      expect(await settle(id, said)).toMatchObject({ status: 200, json: { status: 'DELIVERED' } });
    }
    expect(await settle(id, { success: false })).toMatchObject({ status: 409, json: { code: 'event_settled' } });
    expect((await found())?.vendorAccount).toBe('acme-1');
    expect(setup.published.map(({ type }) => type)).toEqual(['connection.accepted']);
  });

  test('that is bad is kept with the connection, and announced; the store stays connected', async () => {
    const id = await sent();
    await settle(id, { success: false, errorCode: 'ACCOUNT_NOT_FOUND', message: 'Who?' });
    expect(await found()).toMatchObject({
      status: 'active',
      vendorAnswer: { status: 'rejected', code: 'ACCOUNT_NOT_FOUND', message: 'Who?' },
    });
    expect(setup.published.map(({ type }) => type)).toEqual(['connection.rejected']);
  });

  test.each(['FAILED', 'DISCARDED'] as const)('of an event that was given up (%s) is refused', async (status) => {
    const id = await sent({ status });
    expect(await settle(id, { success: true })).toMatchObject({ status: 409, json: { code: 'event_settled' } });
    expect(setup.published).toEqual([]);
  });

  test('of a ping is taken, and changes nothing', async () => {
    const id = await sent({ status: 'DELIVERED', ping: true });
    expect(await settle(id, { success: false })).toMatchObject({ status: 200, json: { status: 'DELIVERED' } });
    expect((await found())?.vendorAnswer).toBeUndefined();
    expect(setup.published).toEqual([]);
  });
});
