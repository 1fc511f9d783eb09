import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import { idsTo, ORDERS, ReadingWorld } from './world/reading-world.ts';

const PRICES: Connector = {
  ...ORDERS,
  reader: {
    kind: 'snapshot',
    path: 'V1/products',
    key: ({ entity_id }) => String(entity_id),
    orderedBy: 'sku',
    paged: true,
  },
};

/** Rows 1 to `rows`, of which so many in a row have one SKU. */
function pricesOf(rows: number, ofOneSku = 1): ReadingWorld {
  const world = new ReadingWorld();
  world.connector = PRICES;
  for (let id = 1; id <= rows; id += 1) {
    world.store.rows.set(id, { entity_id: id, sku: `sku-${1000 + Math.ceil(id / ofOneSku)}`, price: 5 });
  }
  return world;
}

const allBut = (rows: number, ...ids: number[]) => idsTo(rows).filter((id) => !ids.includes(id));

describe('a record of a snapshot that the store fails on', () => {
  test.each(['store_error', 'store_timeout', 'answer_too_large', 'store_invalid_response', 'list_expected'] as const)(
    'with %s is reported once, and all others are delivered',
    async (code) => {
      const world = pricesOf(300);
      world.store.failing.set(137, code);
      const { errors, counts, outcome } = await world.read();
      expect(outcome).toBe('finished');
      expect(errors).toMatchObject([{ code: 'record_failing', id: 'after sku-1136' }]);
      expect(counts.poisoned).toBe(1);
      expect(world.held()).toEqual(allBut(300, 137));
      expect(await world.read()).toMatchObject({ errors: [], counts: { poisoned: 0 } });
      expect(await world.cost()).toEqual({ calls: 4, entries: 0 });
    },
  );

  test.each([
    [[1], ['before sku-1002']],
    [[300], ['after sku-1299']],
    [
      [1, 2, 150, 151, 152, 300],
      ['before sku-1003', 'after sku-1149', 'after sku-1299'],
    ],
  ])('is found at either end, and beside others: %j', async (failing, reported) => {
    const world = pricesOf(300);
    for (const id of failing) world.store.failing.set(id, 'store_error');
    const { errors } = await world.read();
    expect(errors.map(({ id }) => id)).toEqual(reported);
    expect(world.held()).toEqual(allBut(300, ...failing));
  });

  test.each([136, 137, 138])('has all of its SKU left out, where that has several: %i', async (failing) => {
    const world = pricesOf(300, 3);
    world.store.failing.set(failing, 'store_error');
    const { errors } = await world.read();
    expect(errors.map(({ id }) => id)).toEqual(['sku-1046']);
    expect(world.held()).toEqual(allBut(300, 136, 137, 138));
  });

  test('is not taken for deleted, nor is anything else until it is served again', async () => {
    const world = pricesOf(300);
    await world.read();
    world.store.failing.set(137, 'store_error');
    world.store.rows.delete(200);
    for (let looks = 0; looks < 4; looks += 1) expect((await world.read()).counts.deleted).toBe(0);
    expect(world.held()).toEqual(idsTo(300));
    expect((await world.cost()).entries).toBe(0);
    world.store.failing.clear();
    world.pass(86_400);
    await world.read();
    expect((await world.read()).counts.deleted).toBe(1);
    expect(world.held()).toEqual(allBut(300, 200));
  });

  test('keeps confirmed deletions waiting', async () => {
    const world = pricesOf(300);
    await world.read();
    for (const id of idsTo(100)) world.store.rows.delete(id);
    world.store.failing.set(137, 'store_error');
    expect(await world.read()).toMatchObject({ outcome: 'held', held: 101 });
    expect(await world.read('confirmed', undefined, 101)).toMatchObject({ outcome: 'held', counts: { deleted: 0 } });
    world.store.failing.clear();
    world.pass(86_400);
    expect(await world.read('confirmed', undefined, 101)).toMatchObject({ counts: { deleted: 100 } });
  });

  test('is tried again every day, and reported no second time', async () => {
    const world = pricesOf(300);
    world.store.failing.set(137, 'store_error');
    await world.read();
    world.pass(86_400);
    expect((await world.read()).errors).toEqual([]);
    expect((await world.cost()).entries).toBe(0);
    world.store.failing.clear();
    world.pass(3_600);
    await world.read();
    expect(world.held()).not.toContain(137);
    world.pass(86_400);
    await world.read();
    expect(world.held()).toEqual(idsTo(300));
    expect(world.state()['aside']).toEqual([]);
  });
});

describe('a store that fails on a snapshot', () => {
  test('altogether is not searched for a record', async () => {
    const world = pricesOf(300);
    await world.read();
    world.store.before = () => {
      throw new Refusal('store_error');
    };
    const calls = world.store.asked.length;
    await expect(world.read()).rejects.toThrow(expect.objectContaining({ code: 'store_error' }));
    expect(world.store.asked.length - calls).toBeLessThan(11);
    expect(world.state()['aside']).toEqual([]);
  });

  test('for a while has no record blamed', async () => {
    for (let failing = 1; failing < 20; failing += 1) {
      const world = pricesOf(300);
      let asked = 0;
      world.store.before = () => {
        asked += 1;
        if (asked <= failing) throw new Refusal('store_error');
      };
      const result = await world.read().catch(() => undefined);
      expect(result?.errors ?? []).toEqual([]);
    }
  });

  test('with more records of one value than can be read is a fault, and no search without end', async () => {
    const world = pricesOf(100, 100);
    world.settings = { ...world.settings, pageSize: 1 };
    await expect(world.read()).rejects.toThrow(expect.objectContaining({ code: 'store_invalid_response' }));
  });
});

test('a record of a snapshot that cannot be delivered is tried again every day, not at every look', async () => {
  const world = pricesOf(10);
  world.connector = {
    ...PRICES,
    processor: (item) => {
      if (Reflect.get(Object(item), 'entity_id') === 7) throw new Error('broken');
      return item;
    },
  };
  expect((await world.read()).errors).toMatchObject([{ id: '7' }]);
  world.pass(86_400);
  expect((await world.read()).errors).toMatchObject([{ id: '7' }]);
  world.pass(3_600);
  expect((await world.read()).errors).toEqual([]);
});
