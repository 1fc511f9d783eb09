import { describe, expect, test } from 'vitest';
import { newRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { idsTo, type ReadingWorld, worldOf } from './world/reading-world.ts';

async function importedWorldOf(rows: number): Promise<ReadingWorld> {
  const world = worldOf(rows);
  world.settings = { ...world.settings, pageSize: Math.max(100, rows) };
  await world.read();
  world.settings = { ...world.settings, pageSize: 100 };
  world.pass(86_400);
  return world;
}

function vanish(world: ReadingWorld, ...ids: number[]): void {
  for (const id of ids) world.store.rows.delete(id);
}

describe('deletions', () => {
  test('100,000 records of which none is missing take one call', { timeout: 60_000 }, async () => {
    const world = await importedWorldOf(100_000);
    expect(await world.cost('counts')).toEqual({ calls: 1, entries: 1 });
  });

  test.each(['counts', 'walk', 'compare', 'redeliver'] as const)('are found by %s', async (task) => {
    const world = await importedWorldOf(1_000);
    vanish(world, 1, 17, 500, 501, 1_000);
    expect((await world.read(task)).counts.deleted).toBe(5);
    expect(world.held()).toEqual(idsTo(1_000).filter((id) => ![1, 17, 500, 501, 1_000].includes(id)));
  });

  test('are not taken for real where everything is missing at once', async () => {
    const world = await importedWorldOf(40);
    vanish(world, ...idsTo(40));
    for (const task of ['counts', 'walk', 'compare'] as const) expect((await world.read(task)).counts.deleted).toBe(0);
    expect(world.held()).toEqual(idsTo(40));
  });

  test('are not taken for real where a second list has the record', async () => {
    const world = await importedWorldOf(300);
    const row = world.store.rows.get(7);
    vanish(world, 7);
    let lists = 0;
    world.store.before = ({ filterGroups }) => {
      const byIds = filterGroups.some((group) => group.some(({ condition }) => condition === 'in'));
      if (byIds) lists += 1;
      if (lists === 2 && row !== undefined) world.store.rows.set(7, row);
    };
    expect((await world.read('counts')).counts.deleted).toBe(0);
    expect(lists).toBe(2);
  });

  test('of a tenth and more are held until somebody confirms them', async () => {
    const world = await importedWorldOf(1_000);
    vanish(world, ...idsTo(110));
    expect(await world.read('counts')).toMatchObject({ outcome: 'held', held: 110, counts: { deleted: 0 } });
    expect(await world.read('walk')).toMatchObject({ outcome: 'held', held: 110, counts: { deleted: 0 } });
    expect(world.held()).toHaveLength(1_000);
    expect(await world.read('confirmed', newRunId(), 110)).toMatchObject({
      outcome: 'finished',
      counts: { deleted: 110 },
    });
    expect(world.held()).toHaveLength(890);
  });

  test('of everything are done once somebody has confirmed them', async () => {
    const world = await importedWorldOf(60);
    vanish(world, ...idsTo(60));
    expect(await world.read('counts')).toMatchObject({ outcome: 'held', held: 60 });
    expect((await world.read('confirmed', newRunId(), 60)).counts.deleted).toBe(60);
  });

  test('beyond those that were confirmed are held again', async () => {
    const world = await importedWorldOf(1_000);
    vanish(world, ...idsTo(110));
    await world.read('counts');
    vanish(world, ...idsTo(500));
    expect(await world.read('confirmed', newRunId(), 110)).toMatchObject({
      outcome: 'held',
      held: 500,
      counts: { deleted: 0 },
    });
    // A later reading has held them all; what was confirmed is still only what was seen then.
    expect(await world.read('counts')).toMatchObject({ outcome: 'held', held: 500 });
    expect((await world.read('confirmed', newRunId(), 110)).counts.deleted).toBe(0);
  });

  test('that were held are forgotten once the records are back', async () => {
    const world = await importedWorldOf(1_000);
    const rows = [...world.store.rows];
    vanish(world, ...idsTo(110));
    await world.read('counts');
    for (const [id, row] of rows) world.store.rows.set(id, row);
    expect((await world.read('counts')).outcome).toBe('finished');
    expect(world.state()['held']).toBeUndefined();
  });

  test.each([
    ['the length of the page', (real: number) => Math.min(1, real)],
    ['nothing', () => undefined],
    ['a number that is always the same', () => 999],
  ])('are found though the store counts %s', async (_, total) => {
    const world = await importedWorldOf(1_000);
    vanish(world, 300, 400);
    world.store.total = total;
    await world.read('counts');
    expect(world.held()).toHaveLength(998);
  });

  test('are found where a store caps its pages at 10', async () => {
    const world = await importedWorldOf(1_000);
    world.store.cap = 10;
    vanish(world, 3, 300, 301, 302);
    await world.read('walk');
    expect(world.held()).toHaveLength(996);
  });

  test('are found by a walk that takes many slices', async () => {
    const world = await importedWorldOf(1_000);
    vanish(world, 3, 300, 999);
    world.stopAfter = 3;
    const run = newRunId();
    let slices = 1;
    while ((await world.read('walk', run)).outcome === 'more') slices += 1;
    expect(slices).toBeGreaterThan(3);
    expect(world.held()).toHaveLength(997);
  });
});

describe('records that the forward lane has missed', () => {
  test('are delivered by a walk, and counted as late', async () => {
    const world = await importedWorldOf(500);
    world.store.put(501);
    await world.read();
    world.store.put(250, { at: world.store.time - 5_000, status: 'late' });
    expect((await world.read()).counts.delivered).toBe(0);
    expect((await world.read('walk')).counts).toMatchObject({ late: 1, delivered: 1 });
    expect(world.log.fold().get('250')?.record).toMatchObject({ status: 'late' });
  });

  test('are found by counts where their id was never seen', async () => {
    const world = await importedWorldOf(500);
    world.store.put(600);
    await world.read();
    world.store.put(550, { at: world.store.time - 5_000 });
    expect((await world.read()).counts.delivered).toBe(0);
    expect((await world.read('counts')).counts).toMatchObject({ late: 1, delivered: 1 });
    expect(world.held()).toContain(550);
  });

  test('are left to the next look while it can still see them', async () => {
    const world = await importedWorldOf(500);
    world.store.put(250, { status: 'paid' });
    expect((await world.read('walk')).counts).toMatchObject({ late: 0, delivered: 0 });
    expect((await world.read()).counts.delivered).toBe(1);
  });
});
