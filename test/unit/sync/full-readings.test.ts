import { describe, expect, test } from 'vitest';
import { newRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { idsTo, ORDERS, type ReadingWorld, worldOf } from './world/reading-world.ts';

const OPEN = [[{ field: 'status', condition: 'nin', value: 'complete,closed,canceled' }]] as const;

/** Changes what the store holds, and not its time: a comment on an order does that. */
function comment(world: ReadingWorld, id: number, status: string): void {
  world.store.rows.set(id, { ...world.store.rows.get(id), status });
}

async function imported(rows: number): Promise<ReadingWorld> {
  const world = worldOf(rows);
  await world.read();
  world.pass(3_600);
  return world;
}

describe('open records', () => {
  test('whose status a comment has changed are delivered by reading them again', async () => {
    const world = await imported(300);
    world.connector = { ...ORDERS, reader: { ...ORDERS.reader, kind: 'changes', ...changes, reread: OPEN } };
    comment(world, 120, 'processing');
    expect((await world.read()).counts.delivered).toBe(0);
    expect((await world.read('reread')).counts).toMatchObject({ delivered: 1, unchanged: 299 });
    expect(world.log.fold().get('120')?.record).toMatchObject({ status: 'processing' });
    expect((await world.read('reread')).counts.delivered).toBe(0);
  });

  test('are read on by the next slice where one was too short', async () => {
    const world = await imported(300);
    world.connector = { ...ORDERS, reader: { ...ORDERS.reader, kind: 'changes', ...changes, reread: OPEN } };
    world.stopAfter = 1;
    const run = newRunId();
    const outcomes: string[] = [];
    do outcomes.push((await world.read('reread', run)).outcome);
    while (outcomes.at(-1) === 'more');
    expect(outcomes).toEqual(['more', 'more', 'more', 'finished']);
  });
});

const changes = { path: 'V1/orders', id: 'entity_id', idMember: 'entity_id', updated: 'updated_at' } as const;

describe('a full reading', () => {
  test('that compares delivers differences alone, whatever their times say', async () => {
    const world = await imported(300);
    comment(world, 120, 'processing');
    world.store.put(7, { status: 'paid' });
    const n = world.log.stored.length;
    expect((await world.read('compare')).counts).toMatchObject({ delivered: 2, unchanged: 298 });
    expect(world.since(n).sort()).toEqual(['upsert 120', 'upsert 7']);
    expect(world.state()['generation']).toBe(2);
  });

  test('that redelivers has every record in a new generation', async () => {
    const world = await imported(300);
    const n = world.log.stored.length;
    expect((await world.read('redeliver')).counts.delivered).toBe(300);
    expect(world.since(n)).toHaveLength(300);
    expect(new Set(world.log.stored.slice(n).map(({ entry }) => entry.generation))).toEqual(new Set([2]));
  });

  test('of several slices has each record once, and goes on after a kill', async () => {
    const world = await imported(1_000);
    const n = world.log.stored.length;
    const run = newRunId();
    world.stopAfter = 4;
    await world.read('redeliver', run);
    const { length } = world.store.asked;
    world.store.before = () => {
      if (world.store.asked.length === length + 3) throw new Error('killed');
    };
    await expect(world.read('redeliver', run)).rejects.toThrow('killed');
    world.stopAfter = Number.POSITIVE_INFINITY;
    expect((await world.read('redeliver', run)).outcome).toBe('finished');
    expect(world.since(n).sort()).toEqual(
      idsTo(1_000)
        .map((id) => `upsert ${id}`)
        .sort(),
    );
    expect(world.state()['generation']).toBe(2);
  });

  test('goes on after a walk that was done between two slices', async () => {
    const world = await imported(1_000);
    const n = world.log.stored.length;
    const run = newRunId();
    world.stopAfter = 4;
    await world.read('redeliver', run);
    await world.read('walk');
    world.stopAfter = Number.POSITIVE_INFINITY;
    await world.read('walk');
    await world.read('redeliver', run);
    expect(world.since(n)).toHaveLength(1_000);
    expect(world.state()['generation']).toBe(2);
  });

  test('that another run has begun anew is superseded', async () => {
    const world = await imported(300);
    const { store } = world;
    const list = store.list.bind(store);
    store.list = async (path, criteria) => {
      const page = await list(path, criteria);
      store.list = list;
      await world.read('redeliver');
      return page;
    };
    const first = await world.read('redeliver');
    expect(first.outcome).toBe('superseded');
  });
});
