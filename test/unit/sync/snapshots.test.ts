import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { KnownRecord } from '../../../functions/domain/sync/change-log.ts';
import { newRunId } from '../../../functions/domain/sync/channel-ids.ts';
import type { Connector, RawRecord } from '../../../functions/domain/sync/connector.ts';
import type { Task } from '../../../functions/domain/sync/run.ts';
import { ORDERS, ReadingWorld } from './world/reading-world.ts';

const STOCK: Connector = {
  ...ORDERS,
  reader: {
    kind: 'snapshot',
    path: 'V1/inventory/source-items',
    key: (raw: RawRecord) => `${raw['sku']} ${raw['source_code']}`,
    orderedBy: 'sku',
    paged: true,
  },
};

/** Stock of so many products, in three sources each. */
function stockOf(products: number): ReadingWorld {
  const world = new ReadingWorld();
  world.connector = STOCK;
  for (let product = 1; product <= products; product += 1) {
    for (const [index, source_code] of ['berlin', 'default', 'paris'].entries()) {
      const sku = `sku-${String(product).padStart(5, '0')}`;
      world.store.rows.set(product * 3 + index, { sku, source_code, quantity: 5 });
    }
  }
  return world;
}

function sell(world: ReadingWorld, row: number): void {
  world.store.rows.set(row, { ...world.store.rows.get(row), quantity: 4 });
}

/** A run of several slices to its end. */
async function slicesOf(world: ReadingWorld, task: Task, run = newRunId(), confirmed?: number) {
  let [deleted, delivered] = [0, 0];
  for (let slices = 1; slices < 50; slices += 1) {
    const { outcome, held, counts } = await world.read(task, run, confirmed);
    deleted += counts.deleted;
    delivered += counts.delivered;
    if (outcome !== 'more') return { outcome, held, deleted, delivered, slices };
  }
  throw new Error('It never ends.');
}

describe('a snapshot', () => {
  test.each([100, 2, 1])('is delivered whole the first time, in pages of %i', async (pageSize) => {
    const world = stockOf(70);
    world.settings = { ...world.settings, pageSize };
    expect(await world.read()).toMatchObject({ outcome: 'finished' });
    expect(world.log.fold().size).toBe(210);
  });

  test('is read in small pages while large ones fail, and in large ones again later', async () => {
    const world = stockOf(300);
    let failures = 2;
    world.store.before = () => {
      failures -= 1;
      if (failures >= 0) throw new Refusal('store_timeout');
    };
    await world.read();
    const sizes = world.store.asked.map(({ pageSize }) => pageSize);
    expect(sizes.slice(0, 8)).toEqual([100, 50, 25, 25, 50, 50, 100, 100]);
    expect(world.state()['pageSize']).toBeUndefined();
    expect(world.log.fold().size).toBe(900);
  });

  test('of which nothing has changed writes nothing', async () => {
    const world = stockOf(70);
    await world.read();
    expect((await world.cost()).entries).toBe(0);
  });

  test('delivers what has changed alone', async () => {
    const world = stockOf(70);
    await world.read();
    sell(world, 100);
    expect((await world.read()).counts).toMatchObject({ delivered: 1 });
    expect(world.log.fold().get('sku-00033 default')?.record).toMatchObject({ quantity: 4 });
  });

  test('deletes what two readings in a row did not find', async () => {
    const world = stockOf(70);
    await world.read();
    world.store.rows.delete(100);
    expect((await world.read()).counts.deleted).toBe(0);
    expect((await world.read()).counts.deleted).toBe(1);
    expect(world.log.fold().has('sku-00033 default')).toBe(false);
    expect((await world.cost()).entries).toBe(0);
  });

  test('keeps what was missing once', async () => {
    const world = stockOf(70);
    await world.read();
    const row = world.store.rows.get(100) ?? {};
    for (let times = 0; times < 3; times += 1) {
      world.store.rows.delete(100);
      await world.read();
      world.store.rows.set(100, row);
      await world.read();
    }
    expect(world.log.fold().size).toBe(210);
  });

  test('that has lost more than a tenth is held until somebody confirms it', async () => {
    const world = stockOf(300);
    await world.read();
    for (let row = 3; row < 103; row += 1) world.store.rows.delete(row);
    expect(await world.read()).toMatchObject({ outcome: 'held', held: 100, counts: { deleted: 0 } });
    expect((await world.cost()).entries).toBe(0);
    expect(await world.read('confirmed', newRunId(), 100)).toMatchObject({
      outcome: 'finished',
      counts: { deleted: 100 },
    });
    expect(world.log.fold().size).toBe(800);
  });

  test('that is empty all at once is held, however small it was', async () => {
    const world = stockOf(3);
    await world.read();
    world.store.rows.clear();
    expect(await world.read()).toMatchObject({ outcome: 'held', held: 9 });
    expect(world.log.fold().size).toBe(9);
  });

  test('in a single answer is compared in the same way', async () => {
    const world = stockOf(300);
    world.connector = { ...STOCK, reader: { ...STOCK.reader, kind: 'snapshot', ...asSnapshot, paged: false } };
    await world.read();
    sell(world, 100);
    expect(await world.read()).toMatchObject({ counts: { delivered: 1, unchanged: 899, calls: 1 } });
  });

  test('is read on by the next slice, and delivers nothing twice', async () => {
    const world = stockOf(300);
    world.stopAfter = 0;
    const run = newRunId();
    let slices = 1;
    while ((await world.read('look', run)).outcome === 'more') slices += 1;
    expect(slices).toBeGreaterThan(5);
    expect(world.since(0)).toHaveLength(900);
    world.stopAfter = Number.POSITIVE_INFINITY;
    expect((await world.read()).counts.delivered).toBe(0);
  });

  test('that grows while it is read misses nothing of what was there', async () => {
    const world = stockOf(10);
    await world.read();
    for (const [id, row] of stockOf(300).store.rows) world.store.rows.set(id, row);
    world.stopAfter = 4;
    expect(await slicesOf(world, 'look')).toMatchObject({ deleted: 0, delivered: 870 });
    expect(world.state()['absent']).toEqual([]);
  });

  test('that takes several slices has its deletions found all the same', async () => {
    const world = stockOf(300);
    await world.read();
    world.store.rows.delete(100);
    world.store.rows.delete(700);
    world.stopAfter = 2;
    expect((await slicesOf(world, 'look')).deleted).toBe(0);
    sell(world, 400);
    expect(await slicesOf(world, 'look')).toMatchObject({ deleted: 2, delivered: 1 });
    expect(world.log.fold().size).toBe(898);
    expect(await slicesOf(world, 'look')).toMatchObject({ deleted: 0, delivered: 0 });
  });

  test.each(['compare', 'redeliver'] as const)('finds deletions in several slices of %s', async (task) => {
    const world = stockOf(300);
    await world.read();
    world.store.rows.delete(700);
    world.stopAfter = 2;
    await slicesOf(world, task);
    expect((await slicesOf(world, task)).deleted).toBe(1);
  });

  test('whose index is lost between two slices deletes nothing that is there', async () => {
    const world = stockOf(300);
    await world.read();
    for (let row = 3; row < 103; row += 1) world.store.rows.delete(row);
    await world.read();
    world.stopAfter = 6;
    const run = newRunId();
    const readings = () => Reflect.get(Object(world.state()['sweep']), 'readings');
    while (readings() !== 1) expect((await world.read('confirmed', run, 600)).outcome).toBe('more');
    const lost = world.log.index;
    const known = world.log.known.bind(world.log);
    world.log.known = async () => {
      const index = await known();
      const records = async function* (): AsyncGenerator<KnownRecord> {
        yield* [];
        throw new Refusal('cursor_expired');
      };
      return index === undefined || world.log.index !== lost ? index : { ...index, records };
    };
    expect(await slicesOf(world, 'confirmed', run, 600)).toMatchObject({ outcome: 'finished', deleted: 100 });
    expect(world.log.fold().size).toBe(800);
  });

  test('of several slices that was killed in one deletes nothing, and the next one does', async () => {
    const world = stockOf(300);
    await world.read();
    world.store.rows.delete(100);
    world.stopAfter = 2;
    const killed = async (quantity: number, run = newRunId()) => {
      await world.read('look', run);
      world.store.rows.set(400, { ...world.store.rows.get(400), quantity });
      world.store.before = () => {
        if (world.log.stored.at(-1)?.lines.length) throw new Error('killed');
      };
      await expect(world.read('look', run)).rejects.toThrow('killed');
      world.store.before = () => undefined;
      return slicesOf(world, 'look', run);
    };
    expect(await killed(4)).toMatchObject({ outcome: 'finished', deleted: 0 });
    expect(await killed(3)).toMatchObject({ outcome: 'finished', deleted: 0 });
    await slicesOf(world, 'look');
    expect((await slicesOf(world, 'look')).deleted).toBe(1);
    expect(world.log.fold().size).toBe(899);
  });

  test('whose rows are renamed while they are read loses none of them', async () => {
    const world = stockOf(300);
    world.connector = {
      ...STOCK,
      reader: { ...asSnapshot, kind: 'snapshot', paged: true, key: ({ id }) => String(id) },
    };
    for (const [id, row] of world.store.rows) world.store.rows.set(id, { ...row, id });
    await world.read();
    world.stopAfter = 2;
    for (const sku of ['a', 'z', 'a', 'z', 'b']) {
      const run = newRunId();
      await world.read('look', run);
      world.store.rows.set(800, { ...world.store.rows.get(800), sku });
      expect((await slicesOf(world, 'look', run)).deleted).toBe(0);
    }
    expect(world.log.fold().size).toBe(900);
  });

  test('that has lost much is held, and confirmed, in several slices', async () => {
    const world = stockOf(300);
    await world.read();
    for (let row = 3; row < 103; row += 1) world.store.rows.delete(row);
    world.stopAfter = 2;
    expect(await slicesOf(world, 'look')).toMatchObject({ outcome: 'held', held: 100, deleted: 0 });
    const run = newRunId();
    expect(await slicesOf(world, 'confirmed', run, 100)).toMatchObject({ outcome: 'finished', deleted: 100 });
    expect(world.log.fold().size).toBe(800);
    expect(world.state()['held']).toBeUndefined();
  });

  test('keeps what one of the two readings finds that confirm deletions', async () => {
    const world = stockOf(300);
    await world.read();
    const rows = [...world.store.rows];
    for (let row = 3; row < 103; row += 1) world.store.rows.delete(row);
    await world.read();
    world.stopAfter = 2;
    const run = newRunId();
    await world.read('confirmed', run, 100);
    await world.read('confirmed', run, 100);
    for (const [id, row] of rows.slice(0, 50)) world.store.rows.set(id, row);
    expect(await slicesOf(world, 'confirmed', run, 100)).toMatchObject({ outcome: 'finished', deleted: 50 });
    expect(world.log.fold().size).toBe(850);
  });

  test('is delivered anew in a new generation when asked to', async () => {
    const world = stockOf(70);
    await world.read();
    expect((await world.read('redeliver')).counts.delivered).toBe(210);
    expect(world.state()['generation']).toBe(2);
    sell(world, 100);
    expect((await world.read('compare')).counts.delivered).toBe(1);
    expect(world.state()['generation']).toBe(3);
  });
});

const asSnapshot = {
  path: 'V1/products/base-prices',
  key: (raw: RawRecord) => `${raw['sku']} ${raw['source_code']}`,
  orderedBy: 'sku',
};
