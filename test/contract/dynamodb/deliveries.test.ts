import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DUE_SHARDS, deliveryKey } from '../../../functions/adapters/dynamodb/integrations/delivery-item.ts';
import {
  type DeliveryRepository,
  openDeliveryRepository,
} from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { openPassLeases } from '../../../functions/adapters/dynamodb/integrations/integration-health.ts';
import type { Unsettled } from '../../../functions/adapters/dynamodb/integrations/unsettled-deliveries.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { type ConnectionId, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import type { Delivery } from '../../../functions/domain/integrations/deliveries/delivery.ts';
import {
  deliveryIdOf,
  type IntegrationId,
  newIntegrationId,
  snapshotIdOf,
} from '../../../functions/domain/integrations/integration-ids.ts';
import { embeddedTable } from './embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let deliveries: DeliveryRepository;
beforeAll(async () => {
  table = await embeddedTable();
  deliveries = openDeliveryRepository(table);
});
afterAll(() => table.close());

const at = (minutes: number) => new Date(Date.parse('2026-11-22T12:00:00.000Z') + minutes * 60_000).toISOString();
let made = 0;

function deliveryOf(integration: IntegrationId = newIntegrationId(), more: Partial<Delivery> = {}): Delivery {
  made += 1;
  const event = `evt_${made}`;
  const connection = newConnectionId();
  const detail = { id: event, version: EVENTS_VERSION, product: 'demo', host: 'shop.example', time: at(0) };
  return {
    id: deliveryIdOf(event, 'SUBSCRIPTION_ORDER', integration),
    integration,
    snapshot: snapshotIdOf(integration, 1),
    type: 'SUBSCRIPTION_ORDER',
    event: { type: 'connection.created', detail: { ...detail, connection, activation: 'act', account: 'i#a' } },
    product: parseProductId('demo'),
    connection,
    status: 'WAITING',
    tries: 0,
    attempts: [],
    createdAt: at(made),
    ...more,
  };
}

async function created(more: Partial<Delivery> = {}, leaseUntil: string | undefined = at(2)): Promise<Delivery> {
  const delivery = deliveryOf(newIntegrationId(), more);
  expect(await deliveries.create(delivery, leaseUntil)).toBe(true);
  return delivery;
}

async function due(until: string, integration: IntegrationId): Promise<string[]> {
  const rows: string[] = [];
  for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
    for await (const row of deliveries.due(shard, until)) if (row.integration === integration) rows.push(row.id);
  }
  return rows;
}

const failed = (minutes: number) => ({
  status: 'WAITING' as const,
  attempt: { at: at(0), httpStatus: 500, milliseconds: 12, error: 'status' },
  nextAt: at(minutes),
});

describe('a delivery', () => {
  test('is put once, however often its event comes, and read as it was put', async () => {
    const delivery = deliveryOf();
    const put = await Promise.all([1, 2, 3].map(() => deliveries.create(delivery, at(2))));
    expect(put.filter(Boolean)).toHaveLength(1);
    expect(await deliveries.find(delivery.id)).toEqual(delivery);
  });

  test('in its first attempt is nobody else’s until the lease ends, and no pass sees it', async () => {
    const delivery = await created();
    expect(await due(at(9_999), delivery.integration)).toEqual([]);
    expect(await deliveries.takeOver(delivery.id, at(1), at(3))).toBeUndefined();
    const taken = await Promise.all([1, 2].map(() => deliveries.takeOver(delivery.id, at(2), at(4))));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('that is left to a pass is due at once', async () => {
    const delivery = deliveryOf(newIntegrationId(), { nextAt: at(0) });
    expect(await deliveries.create(delivery, undefined)).toBe(true);
    expect(await due(at(0), delivery.integration)).toEqual([delivery.id]);
    expect(await deliveries.takeOver(delivery.id, at(9), at(10))).toBeUndefined();
  });

  test('that is due shows which URLs it is for; one that was listed before rows said so is no notice', async () => {
    const [notice, order, earlier] = (['CHANNEL_NOTICE', 'USER_ASSIGNMENT', 'USER_ASSIGNMENT'] as const).map((type) =>
      deliveryOf(newIntegrationId(), { type, nextAt: at(0) }),
    );
    const groups = new Map<string, string>();
    for (const one of [notice, order, earlier]) if (one) await deliveries.create(one, undefined);
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: deliveryKey(earlier?.id ?? '') },
        UpdateExpression: 'SET listedAs = :earlier',
        ExpressionAttributeValues: { ':earlier': `${at(0)}#${earlier?.integration}#${earlier?.id}` },
      }),
    );
    for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
      for await (const { id, group } of deliveries.due(shard, at(0))) groups.set(id, group);
    }
    expect([notice, order, earlier].map((one) => one && groups.get(one.id))).toEqual(['notices', 'events', 'events']);
  });

  test('that waits seconds for its second attempt stays with the function, and can be taken over from a dead one', async () => {
    const delivery = await created();
    const leaseUntil = at(3);
    expect(await deliveries.record(delivery, { ...failed(0.1), leaseUntil })).toMatchObject({
      tries: 1,
      nextAt: at(0.1),
    });
    expect(await due(at(9_999), delivery.integration)).toEqual([]);
    expect(await deliveries.takeOver(delivery.id, at(3), at(5))).toMatchObject({ tries: 1 });
  });

  test('that failed is due when its next attempt is, and done when it was taken', async () => {
    const delivery = await created();
    const waiting = await deliveries.record(delivery, failed(5));
    expect(waiting).toMatchObject({ status: 'WAITING', tries: 1, nextAt: at(5), attempts: [failed(5).attempt] });
    expect(await due(at(4), delivery.integration)).toEqual([]);
    expect(await due(at(5), delivery.integration)).toEqual([delivery.id]);
    const attempt = { at: at(5), httpStatus: 200, milliseconds: 3 };
    const done = waiting && (await deliveries.record(waiting, { status: 'DELIVERED', attempt }));
    expect(done).toMatchObject({ status: 'DELIVERED', tries: 2 });
    expect(done?.nextAt).toBeUndefined();
    expect(await due(at(9_999), delivery.integration)).toEqual([]);
  });

  test('is recorded by one of two that tried at the same time', async () => {
    const delivery = await created();
    const records = await Promise.all([failed(5), failed(6)].map((record) => deliveries.record(delivery, record)));
    expect(records.filter(Boolean)).toHaveLength(1);
  });

  test('keeps the twenty newest attempts', async () => {
    let delivery: Delivery | undefined = await created();
    for (let minute = 0; minute < 25 && delivery; minute += 1) {
      delivery = await deliveries.record(delivery, { ...failed(minute), attempt: { at: at(minute) } });
    }
    expect(delivery?.attempts).toHaveLength(20);
    expect(delivery?.attempts.at(-1)?.at).toBe(at(24));
    expect(delivery?.tries).toBe(25);
  });

  test('stays below one kilobyte of the table, so that each write of it costs one unit', async () => {
    const delivery = await created();
    await deliveries.record(delivery, {
      status: 'DELIVERED',
      attempt: { at: at(1), httpStatus: 200, milliseconds: 120 },
    });
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: deliveryKey(delivery.id) } }),
    );
    expect(JSON.stringify(Item).length).toBeLessThan(1024);
  });
});

describe('a result that the vendor sends', () => {
  const yes = { success: true, accountIdentifier: '4711' };

  test('ends the wait for it, once', async () => {
    const delivery = await created();
    const accepted = await deliveries.record(delivery, {
      status: 'ACCEPTED',
      attempt: { at: at(0) },
      nextAt: at(4_320),
    });
    expect(accepted && (await deliveries.answer(accepted, yes))).toMatchObject({ status: 'DELIVERED', answer: yes });
    expect(accepted && (await deliveries.answer(accepted, { success: false }))).toBeUndefined();
    expect(await due(at(9_999), delivery.integration)).toEqual([]);
  });

  test('that comes before our own record of the 202 stays', async () => {
    const delivery = await created();
    expect(await deliveries.answer(delivery, { success: false, errorCode: 'X' })).toMatchObject({ status: 'FAILED' });
    expect(await deliveries.record(delivery, { status: 'ACCEPTED', attempt: { at: at(0) } })).toBeUndefined();
    expect(await deliveries.find(delivery.id)).toMatchObject({ status: 'FAILED' });
  });
});

describe('a requeue', () => {
  test('begins the schedule again under the same id, whatever became of it', async () => {
    const delivery = await created();
    const gone = await deliveries.record(delivery, { status: 'FAILED', attempt: { at: at(0) } });
    expect(gone?.tries).toBe(1);
    expect(await deliveries.requeue(delivery.id, at(100))).toBe(true);
    expect(await deliveries.find(delivery.id)).toMatchObject({ status: 'WAITING', tries: 0, nextAt: at(100) });
    expect(await due(at(100), delivery.integration)).toEqual([delivery.id]);
  });

  test('of what is not there, and of a ping, does nothing', async () => {
    expect(await deliveries.requeue(deliveryIdOf('evt_none', 'X', newIntegrationId()), at(0))).toBe(false);
    const ping = await created({ ping: true, status: 'DELIVERED' });
    expect(await deliveries.requeue(ping.id, at(0))).toBe(false);
  });
});

describe('the deliveries of an integration', () => {
  test('are listed newest first, page by page, by their status, without pings', async () => {
    const integration = newIntegrationId();
    const all = Array.from({ length: 7 }, () => deliveryOf(integration));
    for (const delivery of all) await deliveries.create(delivery, at(2));
    await deliveries.create(deliveryOf(integration, { ping: true, status: 'DELIVERED' }), undefined);
    for (const delivery of all.slice(0, 2))
      await deliveries.record(delivery, { status: 'FAILED', attempt: { at: at(0) } });
    const newest = all.toReversed().map(({ id }) => id);
    const first = await deliveries.byIntegration(integration, { limit: 4 });
    expect(first.items.map(({ id }) => id)).toEqual(newest.slice(0, 4));
    const second = await deliveries.byIntegration(integration, { limit: 4, after: first.last });
    expect(second.items.map(({ id }) => id)).toEqual(newest.slice(4));
    expect(second.last).toBeUndefined();
    const bad = await deliveries.byIntegration(integration, { limit: 1, statuses: ['FAILED'] });
    expect(bad.items.map(({ id }) => id)).toEqual([newest[5]]);
    const next = await deliveries.byIntegration(integration, { limit: 1, statuses: ['FAILED'], after: bad.last });
    expect(next.items.map(({ id }) => id)).toEqual([newest[6]]);
    expect((await deliveries.byIntegration(newIntegrationId(), { limit: 4 })).items).toEqual([]);
  });

  test('are listed since a time', async () => {
    const integration = newIntegrationId();
    const [old, fresh] = [deliveryOf(integration), deliveryOf(integration)];
    for (const delivery of [old, fresh]) {
      await deliveries.create(delivery, at(2));
      await deliveries.record(delivery, { status: 'FAILED', attempt: { at: at(0) } });
    }
    const { items } = await deliveries.byIntegration(integration, { limit: 4, since: fresh.createdAt });
    expect(items.map(({ id }) => id)).toEqual([fresh.id]);
  });

  test('of a status that is rare are looked for among 500 at a time', async () => {
    const integration = newIntegrationId();
    const all = Array.from({ length: 520 }, () => deliveryOf(integration));
    for (const [number, delivery] of all.entries()) {
      await deliveries.create({ ...delivery, status: number === 0 ? 'FAILED' : 'DELIVERED' }, undefined);
    }
    const none = await deliveries.byIntegration(integration, { limit: 5, statuses: ['FAILED'] });
    expect(none).toEqual({ items: [], last: expect.any(String) });
    const rest = await deliveries.byIntegration(integration, { limit: 5, statuses: ['FAILED'], after: none.last });
    expect(rest.items.map(({ id }) => id)).toEqual([all[0]?.id]);
    expect(rest.last).toBeUndefined();
  });
});

test('one pass at a time has a share; a pass that died loses it', async () => {
  const leases = openPassLeases(table);
  const now = new Date('2026-11-22T12:00:00.000Z');
  const release = await leases.acquire(1, now, 60);
  expect(release).toBeDefined();
  expect(await leases.acquire(1, now, 60)).toBeUndefined();
  expect(await leases.acquire(2, now, 60)).toBeDefined();
  const later = await leases.acquire(1, new Date(now.getTime() + 60_000), 60);
  expect(later).toBeDefined();
  await release?.();
  expect(await leases.acquire(1, new Date(now.getTime() + 61_000), 60)).toBeUndefined();
  await later?.();
  expect(await leases.acquire(1, new Date(now.getTime() + 61_000), 60)).toBeDefined();
});

describe('what nothing has come of yet', () => {
  const LATER = '2027-01-01T00:00:00.000Z';
  const own = new Set<string>();
  const all = async (kind: 'WAITING' | 'FAILED', limit: number) => {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await deliveries.unsettled.page(kind, { limit, after });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items.map(({ id }) => id));
      after = page.last;
    } while (after !== undefined);
    return found.filter((id) => own.has(id));
  };
  const given = async (more: Partial<Delivery>) => {
    const delivery = deliveryOf(newIntegrationId(), more);
    expect(await deliveries.create(delivery, more.status === 'WAITING' ? undefined : at(2))).toBe(true);
    own.add(delivery.id);
    return delivery;
  };
  const failing = { status: 'FAILED', attempt: { at: at(1), httpStatus: 500 } } as const;

  test('is listed of all integrations: what has failed, newest first, whatever the pages', async () => {
    const made: string[] = [];
    for (let nth = 0; nth < 9; nth += 1) {
      const delivery = await given({ createdAt: at(100 + nth) });
      await deliveries.record(delivery, failing);
      made.unshift(delivery.id);
    }
    expect(await all('FAILED', 2)).toEqual(made);
    expect(await all('FAILED', 50)).toEqual(made);
  });

  test('is listed of all integrations: what waits, longest due first', async () => {
    const made: string[] = [];
    for (let nth = 0; nth < 7; nth += 1) {
      const delivery = await given({ status: 'WAITING', nextAt: new Date(Date.parse(LATER) + nth).toISOString() });
      made.push(delivery.id);
    }
    expect(await all('WAITING', 3)).toEqual(made);
  });

  test('is no longer what was sent again, and still what the vendor has said no to', async () => {
    const again = await given({ createdAt: at(200) });
    await deliveries.record(again, failing);
    const refused = await given({ createdAt: at(201) });
    await deliveries.answer(refused, { success: false, errorCode: 'NO' });
    expect(await all('FAILED', 50)).toEqual(expect.arrayContaining([again.id, refused.id]));
    await deliveries.requeue(again.id, LATER);
    expect(await all('FAILED', 50)).not.toContain(again.id);
    expect(await all('WAITING', 50)).toContain(again.id);
    const sent = await deliveries.find(again.id);
    if (sent === undefined) throw new Error('gone');
    await deliveries.record(sent, { status: 'DELIVERED', attempt: { at: at(5), httpStatus: 200 } });
    expect(await all('WAITING', 50)).not.toContain(again.id);
  });

  test('is no ping', async () => {
    const ping = await given({ ping: true, createdAt: at(300) });
    await deliveries.record(ping, failing);
    expect(await all('FAILED', 50)).not.toContain(ping.id);
  });

  describe('about one store', () => {
    const ofStore = async (kind: Unsettled, connection: ConnectionId, limit: number) => {
      const found: string[] = [];
      let after: string | undefined;
      do {
        const page = await deliveries.unsettled.page(kind, { limit, after, connection });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(...page.items.map(({ id }) => id));
        after = page.last;
      } while (after !== undefined);
      return found;
    };
    const about = async (connection: ConnectionId, more: Partial<Delivery>) => {
      const delivery = deliveryOf(newIntegrationId(), { connection, ...more });
      const { event } = delivery;
      if (event.type !== 'connection.created') throw new Error('another event');
      const whole = { ...delivery, event: { ...event, detail: { ...event.detail, connection } } };
      expect(await deliveries.create(whole, more.status === 'WAITING' ? undefined : at(2))).toBe(true);
      return whole;
    };

    test('is listed alone, in the same order, whatever the pages', async () => {
      const [own, other] = [newConnectionId(), newConnectionId()];
      const waiting: string[] = [];
      const failures: string[] = [];
      for (let nth = 0; nth < 7; nth += 1) {
        waiting.push((await about(own, { status: 'WAITING', nextAt: at(500 + nth) })).id);
        await about(other, { status: 'WAITING', nextAt: at(500 + nth) });
        const failure = await about(own, { createdAt: at(500 + nth) });
        await deliveries.record(failure, failing);
        failures.unshift(failure.id);
        await deliveries.record(await about(other, { createdAt: at(500 + nth) }), failing);
      }
      for (const limit of [2, 50]) {
        expect(await ofStore('WAITING', own, limit)).toEqual(waiting);
        expect(await ofStore('FAILED', own, limit)).toEqual(failures);
      }
      expect(await ofStore('FAILED', newConnectionId(), 5)).toEqual([]);
    });
  });

  test('is counted, up to a limit', async () => {
    const { count, atLeast } = await deliveries.unsettled.count('FAILED', 500);
    expect([count >= 10, atLeast]).toEqual([true, false]);
    const few = await deliveries.unsettled.count('FAILED', 1);
    expect(few.count).toBeLessThanOrEqual(DUE_SHARDS);
    expect(few.atLeast).toBe(true);
  });

  test('is counted with the first of them', async () => {
    const { items, ...counted } = await deliveries.unsettled.countedPage('FAILED', { limit: 3, most: 500 });
    expect(counted).toEqual(await deliveries.unsettled.count('FAILED', 500));
    expect(items).toEqual((await deliveries.unsettled.page('FAILED', { limit: 3 })).items);
    expect(items).toHaveLength(3);
    expect((await deliveries.unsettled.countedPage('FAILED', { limit: 1, most: 1 })).atLeast).toBe(true);
  });

  test('is asked for from no place that sorts behind all', async () => {
    expect(await deliveries.unsettled.page('WAITING', { limit: 5, after: '~~' })).toEqual({ items: [] });
  });
});
