import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseProductId } from '../../../functions/domain/ids.ts';
import type { Delivery } from '../../../functions/domain/integrations/deliveries/delivery.ts';
import {
  deliveryIdOf,
  parseIntegrationId,
  snapshotIdOf,
} from '../../../functions/domain/integrations/integration-ids.ts';
import { type GraphQlSetup, openGraphQl } from './graphql-setup.ts';

let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl();
});
afterAll(() => setup.close());

const URLS = { createUrl: 'https://a.example/1', cancelUrl: 'https://a.example/2' };
const ping = (input: object, selection = '') => setup.change('triggerProductIntegrationPingTest', input, selection);

describe('a ping test', () => {
  test('asks for one event to each URL that is set, and is under way until its results are in', async () => {
    const id = await setup.create(URLS);
    const selection =
      'productIntegration { id version type lastTest { startedOn endedOn version eventTypes success results { success } } }';
    const payload = await ping({ id }, selection);
    const startedAt = expect.any(String);
    expect(setup.events.at(-1)).toEqual({
      integration: id,
      version: 'WORKING',
      types: ['SUBSCRIPTION_ORDER', 'SUBSCRIPTION_CANCEL'],
      startedAt,
    });
    expect(payload['productIntegration']).toMatchObject({
      id,
      version: 'WORKING',
      type: 'FULL_INTEGRATION',
      lastTest: {
        endedOn: null,
        version: 'WORKING',
        eventTypes: ['SUBSCRIPTION_ORDER', 'SUBSCRIPTION_CANCEL'],
        success: null,
        results: [],
      },
    });
  });

  test('of the published version names it, and is refused where there is none', async () => {
    const id = await setup.create(URLS);
    const published = { id, version: 'PUBLISHED', eventTypes: ['SUBSCRIPTION_ORDER'] };
    expect(await setup.refused('triggerProductIntegrationPingTest', published)).toEqual(['NOT_PUBLISHED']);
    await setup.change('publishProductIntegration', { integrationId: id });
    const { productIntegration } = await ping(published, 'productIntegration { id version lastTest { version } }');
    const own = parseIntegrationId(id);
    const snapshot = own && snapshotIdOf(own, 1);
    expect(productIntegration).toEqual({ id: snapshot, version: 'PUBLISHED', lastTest: { version: snapshot } });
  });

  test('is one in ten seconds', async () => {
    const id = await setup.create(URLS);
    const codes = await Promise.all([1, 2, 3].map(() => setup.refused('triggerProductIntegrationPingTest', { id })));
    expect(codes.flat()).toEqual(['PING_TOO_SOON', 'PING_TOO_SOON']);
    setup.moveClock(10_000);
    expect(await setup.refused('triggerProductIntegrationPingTest', { id })).toEqual([]);
  });

  test('needs a URL', async () => {
    const id = await setup.create();
    expect(await setup.refused('triggerProductIntegrationPingTest', { id })).toEqual(['URL_MISSING']);
  });
});

describe('deliveries', () => {
  let id: string;
  beforeAll(async () => {
    id = await setup.create(URLS);
    for (let at = 0; at < 4; at += 1) await setup.deps.deliveries.find(deliveryIdOf(`${at}`, 'a', own(id)));
    const { openDeliveryRepository } = await import(
      '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts'
    );
    const repository = openDeliveryRepository(setup.table);
    for (const [at, status] of (['DELIVERED', 'FAILED', 'DISCARDED', 'FAILED'] as const).entries()) {
      await repository.create(delivery(id, at, status), undefined);
    }
  });

  test('are listed by status, and shown by their ids', async () => {
    const found = await setup.read(
      id,
      'deliveries(status: FAILED) { nodes { id status createdOn event attempts { httpStatus } answer { success errorCode } } }',
    );
    expect(found).toMatchObject({
      deliveries: {
        nodes: [
          {
            createdOn: Date.parse(createdAt(3)),
            status: 'FAILED',
            answer: { success: false, errorCode: 'UNKNOWN_ERROR' },
          },
          { createdOn: Date.parse(createdAt(1)) },
        ],
      },
    });
    const { data } = await setup.ask(`{ delivery(id: "${idAt(id, 0)}") { id eventId type product } }`);
    expect(data).toMatchObject({ delivery: { id: idAt(id, 0), eventId: 'evt-0', type: 'SUBSCRIPTION_ORDER' } });
    const { data: failed } = await setup.ask('{ deliveries(status: FAILED) { nodes { id integrationId status } } }');
    const unsettled = Object(failed?.['deliveries']).nodes;
    expect(unsettled).toContainEqual({ id: idAt(id, 3), integrationId: id, status: 'FAILED' });
    expect(unsettled).not.toContainEqual(expect.objectContaining({ id: idAt(id, 2) }));
    const about = async (connection: string) =>
      setup.ask(`{ deliveries(status: FAILED, connection: "${connection}") { nodes { id } } }`);
    expect((await about(`con_${'0'.repeat(32)}`)).data).toEqual({ deliveries: { nodes: [] } });
    expect(JSON.stringify(await about('con_1'))).toContain('connection is no id of a connection.');
    const { data: none } = await setup.ask('{ delivery(id: "dlv_0") { id } }');
    expect(none).toEqual({ delivery: null });
  });

  test('of products of others are not shown to a client that shares an integration with them', async () => {
    const shared = await openGraphQl({
      ...setup.deps,
      settingsProducts: [
        { id: 'demo', name: 'Demo' },
        { id: 'acme', name: 'Acme' },
      ],
      clients: [{ id: 'operator' }, { id: 'acme', products: ['acme'] }, { id: 'demo', products: ['demo'] }],
    });
    await shared.change('publishProductIntegration', { integrationId: id });
    for (const productId of ['acme', 'demo']) {
      expect(await shared.refused('linkProductIntegration', { productId, integrationId: id })).toEqual([]);
    }
    const seen = async (client: string) => {
      const caller = { client, scopes: 'all', products: 'as-bound' } as const;
      const { deliveries } = (await shared.read(id, 'deliveries { nodes { id } }', caller)) ?? {};
      const { data } = await shared.ask(`{ delivery(id: "${idAt(id, 0)}") { id } }`, {}, caller);
      const { data: failed } = await shared.ask('{ deliveries(status: FAILED) { nodes { id } } }', {}, caller);
      const unsettled = Object(failed?.['deliveries']).nodes.map((one: { id: string }) => one.id);
      return [Object(deliveries).nodes.length, data?.['delivery'], unsettled.includes(idAt(id, 3))];
    };
    expect(await seen('demo')).toEqual([4, { id: idAt(id, 0) }, true]);
    expect(await seen('acme')).toEqual([0, null, false]);
    await shared.close();
  });

  test('are replayed by their ids, under the same ids, and those of others are not', async () => {
    const other = await setup.create(URLS);
    const replay = (integrationId: string, ids: readonly string[]) =>
      setup.change('replayDeliveries', { integrationId, ids }, 'queued more');
    expect(await replay(other, [idAt(id, 0)])).toMatchObject({ queued: 0, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await replay(id, [idAt(id, 0)])).toEqual({ queued: 1, more: false, userErrors: null });
    expect(setup.events.at(-1)).toBe('due');
    const { data } = await setup.ask(`{ delivery(id: "${idAt(id, 0)}") { status } }`);
    expect(data).toEqual({ delivery: { status: 'WAITING' } });
  });

  test('are replayed since a time: what failed and what was discarded, and nothing before', async () => {
    const failedSince = createdAt(2);
    const payload = await setup.change('replayDeliveries', { integrationId: id, failedSince }, 'queued more');
    expect(payload).toEqual({ queued: 2, more: false, userErrors: null });
    const { deliveries } = (await setup.read(id, 'deliveries(status: FAILED) { nodes { id } }')) ?? {};
    expect(deliveries).toEqual({ nodes: [{ id: idAt(id, 1) }] });
    expect(await setup.refused('replayDeliveries', { integrationId: id })).toEqual(['INPUT_INVALID']);
    expect(await setup.refused('replayDeliveries', { integrationId: id, ids: Array(101).fill('dlv_0') })).toEqual([
      'INPUT_INVALID',
    ]);
  });

  test('are enabled again, and what is due is sent', async () => {
    const kept = await setup.deps.integrations.find(own(id));
    if (kept) {
      const health = {
        enabled: false,
        disabledAt: createdAt(0),
        failingSince: createdAt(0),
        noticesFailingSince: createdAt(0),
        // Something was published after the one, and before the other.
        gone: { SUBSCRIPTION_CHANGE: createdAt(0), SUBSCRIPTION_ORDER: '2999-01-01T00:00:00.000Z' },
      };
      const author = { id: 'x', at: createdAt(0), by: 'deliveries', action: 'disable', fields: [] };
      await setup.deps.integrations.change(kept, { health }, author);
    }
    const health = 'deliveriesEnabled failingSince goneEventTypes';
    expect(await setup.read(id, health)).toEqual({
      deliveriesEnabled: false,
      failingSince: Date.parse(createdAt(0)),
      goneEventTypes: ['SUBSCRIPTION_ORDER'],
    });
    await setup.change('enableProductIntegrationDeliveries', { id });
    expect(await setup.read(id, health)).toEqual({ deliveriesEnabled: true, failingSince: null, goneEventTypes: [] });
    expect((await setup.deps.integrations.find(own(id)))?.health).toEqual({ enabled: true, gone: {} });
  });
});

function own(id: string) {
  const parsed = parseIntegrationId(id);
  if (parsed === undefined) throw new Error('no id');
  return parsed;
}

const createdAt = (at: number) => `2026-11-2${at}T00:00:00.000Z`;
const idAt = (id: string, at: number) => deliveryIdOf(`evt-${at}`, 'SUBSCRIPTION_ORDER', own(id));

function delivery(id: string, at: number, status: Delivery['status']): Delivery {
  const shared = { id: `evt-${at}`, version: 1 as const, product: 'demo', host: 'shop.example', time: createdAt(at) };
  return {
    id: idAt(id, at),
    integration: own(id),
    snapshot: snapshotIdOf(own(id), 1),
    type: 'SUBSCRIPTION_ORDER',
    event: { type: 'activation.failed', detail: { ...shared, activation: 'act_1', reason: 'internal' } },
    product: parseProductId('demo'),
    status,
    tries: 1,
    attempts: [{ at: createdAt(at), httpStatus: 500 }],
    createdAt: createdAt(at),
    ...(status === 'FAILED' && { answer: { success: false, errorCode: 'UNKNOWN_ERROR' } }),
  };
}
