import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import { idsTo, ORDERS, worldOf } from './world/reading-world.ts';

const allBut = (rows: number, ...ids: number[]) => idsTo(rows).filter((id) => !ids.includes(id));

describe('a record that the store fails on', () => {
  test.each(['store_error', 'store_timeout', 'answer_too_large', 'store_invalid_response', 'list_expected'] as const)(
    'with %s is reported once, and all others are delivered',
    async (code) => {
      const world = worldOf(300);
      world.store.failing.set(137, code);
      const { errors, counts } = await world.read();
      expect(errors).toMatchObject([{ code: 'record_failing', id: '137', connector: 'orders' }]);
      expect(counts.poisoned).toBe(1);
      expect(world.held()).toEqual(allBut(300, 137));
      expect(await world.read()).toMatchObject({ errors: [], counts: { poisoned: 0 } });
    },
  );

  test('does not hold up changes, nor is it taken for deleted', async () => {
    const world = worldOf(300);
    await world.read();
    world.pass(86_400);
    for (const id of [50, 60, 70]) world.store.put(id, { status: 'paid' });
    world.store.failing.set(60, 'store_error');
    const { errors } = await world.read();
    expect(errors.map(({ id }) => id)).toEqual(['60']);
    expect(world.log.fold().get('70')?.record).toMatchObject({ status: 'paid' });
    for (const task of ['counts', 'walk'] as const) expect((await world.read(task)).counts.deleted).toBe(0);
    expect(world.held()).toEqual(idsTo(300));
  });

  test('is tried again every day', async () => {
    const world = worldOf(300);
    world.store.failing.set(137, 'store_error');
    await world.read();
    world.store.failing.clear();
    world.pass(3_600);
    await world.read();
    expect(world.held()).not.toContain(137);
    world.pass(86_400);
    await world.read();
    expect(world.held()).toEqual(idsTo(300));
  });

  test('several are found one after the other', async () => {
    const world = worldOf(300);
    for (const id of [1, 2, 150, 300]) world.store.failing.set(id, 'store_error');
    const { errors } = await world.read();
    expect(errors.map(({ id }) => Number(id)).sort((one, other) => one - other)).toEqual([1, 2, 150, 300]);
    expect(world.held()).toEqual(allBut(300, 1, 2, 150, 300));
  });
});

describe('beside more records than are remembered that cannot be delivered', () => {
  const broken = (reader: Connector['reader']): Connector => ({
    ...ORDERS,
    reader,
    processor: (item) =>
      Number(Reflect.get(Object(item), 'entity_id')) <= 250 ? Promise.reject(new Error('x')) : item,
  });
  const key = (raw: Record<string, unknown>) => String(raw['entity_id']);

  test.each([
    ['changes', ORDERS.reader],
    ['a snapshot', { kind: 'snapshot', path: 'V1/stock', key, orderedBy: 'entity_id', paged: true }],
  ] as const)('one of %s that the store fails on is passed over all the same', async (_, reader) => {
    const world = worldOf(300);
    world.connector = broken(reader);
    await world.read();
    world.pass(86_400);
    for (const id of [270, 290]) world.store.put(id, { status: 'paid' });
    world.store.failing.set(270, 'store_error');
    world.stopAfter = 500;
    expect((await world.read()).outcome).toBe('finished');
    expect(world.log.fold().get('290')?.record).toMatchObject({ status: 'paid' });
    expect(world.state()['aside']).toHaveLength(200);
  });
});

describe('a store that fails', () => {
  test('on everything is not searched for a record', async () => {
    const world = worldOf(300);
    world.store.before = () => {
      throw new Refusal('store_error');
    };
    await expect(world.read()).rejects.toThrow(expect.objectContaining({ code: 'store_error' }));
    expect(world.store.asked).toHaveLength(2);
  });

  test('on large pages is read in small ones, and later runs begin with these', async () => {
    const world = worldOf(300);
    world.store.before = ({ pageSize }) => {
      if (pageSize > 30) throw new Refusal('answer_too_large');
    };
    world.stopAfter = 4;
    await world.read();
    expect(world.state()['pageSize']).toBeLessThan(100);
    world.stopAfter = Number.POSITIVE_INFINITY;
    expect(await world.read()).toMatchObject({ errors: [] });
    expect(world.held()).toEqual(idsTo(300));
    world.store.before = () => undefined;
    for (let id = 301; id <= 900; id += 1) world.store.put(id);
    await world.read();
    expect(world.state()['pageSize']).toBeUndefined();
  });

  test('by asking to come back later is left alone at once', async () => {
    const world = worldOf(300);
    world.store.before = () => {
      throw new Refusal('store_busy', { retryAfter: 30 });
    };
    await expect(world.read()).rejects.toThrow(expect.objectContaining({ code: 'store_busy' }));
    expect(world.store.asked).toHaveLength(1);
  });
});

describe('a record that the connector', () => {
  test('finds to break its schema is reported by id alone, and the others are delivered', async () => {
    const world = worldOf(10);
    world.store.put(4, { status: 12, secret: 'Veronica Costello' });
    world.connector = {
      ...ORDERS,
      item: {
        safeParse: (data) =>
          typeof Reflect.get(Object(data), 'status') === 'string'
            ? { success: true, data }
            : { success: false, error: data },
      },
    };
    const { errors, counts } = await world.read();
    expect(errors).toMatchObject([{ code: 'record_unreadable', id: '4' }]);
    expect(counts.poisoned).toBe(1);
    expect(JSON.stringify([errors, world.state()])).not.toContain('Veronica');
    expect(world.held()).toEqual(allBut(10, 4));
    world.pass(300);
    expect((await world.read()).errors).toEqual([]);
    // It is there, so counts agree.
    expect(await world.cost('counts')).toEqual({ calls: 1, entries: 1 });
    world.store.put(4, { status: 'paid' });
    await world.read();
    expect(world.held()).toEqual(idsTo(10));
  });

  test('throws on is reported, and the others are delivered', async () => {
    const world = worldOf(10);
    world.connector = {
      ...ORDERS,
      processor: (item) => {
        if (Reflect.get(Object(item), 'entity_id') === 7) throw new Error('Veronica Costello');
        return item;
      },
    };
    const { errors } = await world.read();
    expect(errors).toMatchObject([{ code: 'connector_failed', id: '7' }]);
    expect(JSON.stringify(errors)).not.toContain('Veronica');
    expect(world.held()).toEqual(allBut(10, 7));
  });

  test('leaves out is not delivered, and what is deleted is found all the same', async () => {
    const world = worldOf(10);
    world.connector = {
      ...ORDERS,
      processor: (item) => (Number(Reflect.get(Object(item), 'entity_id')) % 2 === 0 ? item : undefined),
    };
    expect((await world.read()).errors).toEqual([]);
    expect(world.held()).toEqual([2, 4, 6, 8, 10]);
    world.store.rows.delete(4);
    expect((await world.read('counts')).counts).toMatchObject({ deleted: 1, delivered: 0 });
  });
});
