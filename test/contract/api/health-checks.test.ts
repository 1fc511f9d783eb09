import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectionKey } from '../../../functions/adapters/dynamodb/connection-item.ts';
import { addressDigest, consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { type ConnectionId, digestOf, parseConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { checkWindow, idsOfWindow } from '../../../functions/health/check-window.ts';
import { type ApiSetup, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
let id: ConnectionId;
beforeEach(async () => {
  setup = await openApiSetup();
  setup.setup.time = new Date('2026-11-21T09:00:00.000Z');
  id = await setup.connect();
});
afterEach(() => setup.close());

/** The first time from the given day on at which the connection's window is due. */
function dueOn(day: string, connection = id): Date {
  for (let minute = 0; minute < 24 * 60; minute += 5) {
    const at = new Date(Date.parse(`${day}T00:00:00.000Z`) + minute * 60_000);
    const { from, to } = idsOfWindow(at);
    if (connection >= from && connection <= to) return at;
  }
  throw new Error('never due');
}

/** Delivers a window's message some minutes after it was due. */
function deliver(at: Date, minutesLate = 0) {
  setup.setup.time = new Date(at.getTime() + minutesLate * 60_000 + 1_000);
  return checkWindow(setup.deps)(JSON.stringify({ at: at.toISOString() }));
}
const existing = () => setup.deps.connections.find(id);
const types = () => setup.published.map(({ type }) => type);

describe('the windows of a day', () => {
  test('cover every id once', () => {
    const borders = Array.from({ length: 288 }, (_, index) => idsOfWindow(new Date(index * 5 * 60_000)));
    expect(borders[0]?.from).toBe('con_0000');
    expect(borders.at(-1)?.to).toBe('con_ffff~');
    for (const [index, { from }] of borders.entries()) {
      const before = borders[index - 1];
      if (before === undefined) continue;
      expect(Number.parseInt(from.slice(4), 16)).toBe(Number.parseInt(before.to.slice(4, 8), 16) + 1);
    }
  });

  test('have the same share of them, give or take one in 65,536', () => {
    const widths = Array.from({ length: 288 }, (_, index) => {
      const { from, to } = idsOfWindow(new Date(index * 5 * 60_000));
      return Number.parseInt(to.slice(4, 8), 16) - Number.parseInt(from.slice(4), 16) + 1;
    });
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
  });
});

describe('a connection that an earlier version made', () => {
  /** As it was before connections had keys, and addresses pointers. */
  const makeEarlier = async () => {
    const Key = { pk: connectionKey(id) };
    await setup.table.client.send(
      new UpdateCommand({
        ...{ TableName: setup.table.name, Key },
        UpdateExpression: 'REMOVE #key',
        ExpressionAttributeNames: { '#key': 'key' },
      }),
    );
  };
  const product = parseProductId('demo');
  const store = parseStoreUrl('https://shop.example/');
  const key = digestOf('ck');
  const pins = async () => (await setup.deps.keys.find({ product, key }))?.pins;

  test('gets its key, its pin and a pointer from its address with the day, and keeps id and version', async () => {
    await makeEarlier();
    const before = await existing();
    expect(before?.key).toBeUndefined();
    expect(await deliver(dueOn('2026-11-22'))).toBe('done');
    expect(await existing()).toEqual({ ...before, key, checkedAt: setup.setup.time.toISOString() });
    expect(await setup.deps.pointers.find(product, storeAddress(store))).toBe(id);
    const consumer = consumerIdOf('cs', store);
    expect(await pins()).toEqual([{ address: addressDigest(storeAddress(store)), consumer, connection: id }]);
    setup.open.mockClear();
    await deliver(dueOn('2026-11-23'));
    // To check the store, and no second time.
    expect(setup.open).toHaveBeenCalledTimes(1);
  });

  test('gets them although its store is down', async () => {
    await makeEarlier();
    setup.shop.alive = 'token_rejected';
    await deliver(dueOn('2026-11-22'));
    expect(await existing()).toMatchObject({ key, suspect: { code: 'token_rejected' } });
    expect(await pins()).toHaveLength(1);
  });

  test('takes its address from no other connection', async () => {
    const other = parseConnectionId(`con_${'0'.repeat(32)}`);
    await setup.deps.pointers.claim(product, storeAddress(store), other);
    await makeEarlier();
    await deliver(dueOn('2026-11-22'));
    expect(await setup.deps.pointers.find(product, storeAddress(store))).toBe(other);
    expect(await pins()).toBeUndefined();
    expect(await existing()).toMatchObject({ key });
  });
});

describe('a scheduled health check', () => {
  test('checks each connection once a day', async () => {
    const at = dueOn('2026-11-22');
    expect(await deliver(at)).toBe('done');
    expect(setup.check).toHaveBeenCalledTimes(1);
    expect(await deliver(at, 6)).toBe('done');
    expect(await deliver(new Date(at.getTime() + 5 * 60_000))).toBe('done');
    expect(setup.check).toHaveBeenCalledTimes(1);
    await deliver(dueOn('2026-11-23'));
    expect(setup.check).toHaveBeenCalledTimes(2);
    expect(setup.published).toEqual([]);
  });

  test.each<[RefusalCode, string]>([
    ['token_rejected', 'needs_reauthorization'],
    ['permission_missing', 'inactive'],
  ])('that finds %s asks for a second one, which is published', async (code, status) => {
    setup.shop.alive = code;
    const at = dueOn('2026-11-22');
    expect(await deliver(at)).toBe('again');
    expect(await existing()).toMatchObject({ status: 'active', suspect: { code } });
    expect(setup.published).toEqual([]);
    expect(await deliver(at, 6)).toBe('done');
    expect(await existing()).toMatchObject({ status, reason: code });
    expect(types()).toEqual([`connection.${status}`]);
  });

  test('that was a false alarm publishes nothing', async () => {
    setup.shop.alive = 'token_rejected';
    const at = dueOn('2026-11-22');
    await deliver(at);
    setup.shop.alive = undefined;
    expect(await deliver(at, 6)).toBe('done');
    expect(await existing()).toMatchObject({ status: 'active' });
    expect((await existing())?.suspect).toBeUndefined();
    expect(setup.published).toEqual([]);
  });

  test('that comes again too soon waits for the next day', async () => {
    setup.shop.alive = 'token_rejected';
    const at = dueOn('2026-11-22');
    await deliver(at);
    expect(await deliver(at, 1)).toBe('done');
    expect(setup.check).toHaveBeenCalledTimes(1);
    await deliver(dueOn('2026-11-23'));
    expect(types()).toEqual(['connection.needs_reauthorization']);
  });

  test('gives a store three days to come back, and welcomes it when it does', async () => {
    setup.shop.alive = 'store_unreachable';
    for (const day of ['2026-11-22', '2026-11-23', '2026-11-24']) {
      const at = dueOn(day);
      if ((await deliver(at)) === 'again') await deliver(at, 6);
      expect(await existing()).toMatchObject({ status: 'active' });
    }
    await deliver(dueOn('2026-11-25'));
    expect(await existing()).toMatchObject({ status: 'unreachable', reason: 'store_unreachable' });
    setup.shop.alive = undefined;
    await deliver(dueOn('2026-11-26'));
    expect(await existing()).toMatchObject({ status: 'active' });
    expect(types()).toEqual(['connection.unreachable', 'connection.recovered']);
  });

  test('leaves what was disconnected alone', async () => {
    const found = await existing();
    if (found === undefined) throw new Error('no connection');
    const at = setup.setup.time.toISOString();
    await setup.deps.connections.disconnect(found, at, { id: 'evt_1', status: 'disconnected', at });
    expect(await deliver(dueOn('2026-11-22'))).toBe('done');
    expect(setup.check).not.toHaveBeenCalled();
  });

  test('of one store that fails on our side does not keep the others waiting', async () => {
    const others = await Promise.all(Array.from({ length: 40 }, (_, index) => setup.connect(`s${index}.example`)));
    setup.open.mockRejectedValueOnce(new Error('KMS denies'));
    const outcomes = [];
    for (const connection of [id, ...others]) outcomes.push(await deliver(dueOn('2026-11-22', connection)));
    expect(outcomes.filter((outcome) => outcome === 'again')).toHaveLength(1);
    const checked = new Set(setup.check.mock.calls.map(([store]) => store));
    expect(checked.size).toBeGreaterThanOrEqual(40);
  });

  test('that only our own delay kept from the store says nothing of it, and is tried again', async () => {
    const before = await existing();
    setup.shop.alive = new Refusal('store_unreachable', { fault: 'DNS_TIMEOUT' });
    const at = dueOn('2026-11-22');
    expect(await deliver(at)).toBe('again');
    expect(await existing()).toEqual(before);
    const counted = { checked: 1, bad: 0, inconclusive: 1, failed: 0 };
    expect(setup.log).toHaveBeenLastCalledWith('health_window_checked', expect.objectContaining(counted));
    setup.shop.alive = undefined;
    expect(await deliver(at, 6)).toBe('done');
    expect(await existing()).toMatchObject({ status: 'active', checkedAt: setup.setup.time.toISOString() });
  });

  test('that is delayed again and again leaves it to the next day: its message does not become a dead letter', async () => {
    setup.shop.alive = new Refusal('store_unreachable', { fault: 'DNS_TIMEOUT' });
    const at = dueOn('2026-11-22');
    const deliveries = [];
    for (const minutes of [0, 6, 12, 18]) deliveries.push(await deliver(at, minutes));
    expect(deliveries).toEqual(['again', 'again', 'again', 'done']);
    expect(setup.check).toHaveBeenCalledTimes(4);
  });

  test('takes the stores of a window in another order every time', async () => {
    const prefix = id.slice('con_'.length, 'con_'.length + 4);
    const ids = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const connection = parseConnectionId(`con_${prefix}${String(index).padStart(28, '0')}`);
        await setup.connect(`s${index}.example`, 'demo', 'ana', connection);
        return connection;
      }),
    );
    const orders = new Set<string>();
    for (const day of ['22', '23', '24', '25', '26']) {
      setup.check.mockClear();
      await deliver(dueOn(`2026-11-${day}`));
      expect(setup.check).toHaveBeenCalledTimes(ids.length + 1);
      orders.add(setup.check.mock.calls.map(([store]) => store).join());
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  test('whose event the bus did not accept is published by the next one, once', async () => {
    setup.shop.alive = 'token_rejected';
    const at = dueOn('2026-11-22');
    await deliver(at);
    setup.setup.busDown = true;
    expect(await deliver(at, 6)).toBe('again');
    setup.setup.busDown = false;
    expect(await deliver(at, 12)).toBe('done');
    await deliver(dueOn('2026-11-23'));
    expect(types()).toEqual(['connection.needs_reauthorization']);
  });

  test('leaves one line with counts', async () => {
    await deliver(dueOn('2026-11-22'));
    expect(setup.log).toHaveBeenCalledExactlyOnceWith('health_window_checked', {
      window: dueOn('2026-11-22').toISOString(),
      ...{ checked: 1, bad: 0, inconclusive: 0, failed: 0, ms: expect.any(Number) },
    });
  });
});
