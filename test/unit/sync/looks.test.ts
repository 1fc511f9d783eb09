import { describe, expect, test } from 'vitest';
import { ReadingWorld } from './world/reading-world.ts';

function worldOf(rows: number): ReadingWorld {
  const world = new ReadingWorld();
  for (let id = 1; id <= rows; id += 1) world.store.put(id, { at: world.store.time - 100_000 + id });
  return world;
}

const ids = (rows: number) => Array.from({ length: rows }, (_, index) => index + 1);

describe('a look', () => {
  test('imports everything the first time, the newest records first', async () => {
    const world = worldOf(250);
    expect(await world.read()).toMatchObject({ outcome: 'finished', counts: { delivered: 250 }, errors: [] });
    expect(world.held()).toEqual(ids(250));
    const [begin, first] = world.log.stored;
    expect([begin?.entry.lane, first?.lines[0]?.id]).toEqual(['begin', '250']);
  });

  test('with nothing new takes one call and writes nothing', async () => {
    const world = worldOf(250);
    await world.read();
    world.pass(300);
    expect(await world.cost()).toEqual({ calls: 1, entries: 0 });
  });

  test('delivers 300 records of one second across pages, each once', async () => {
    const world = worldOf(10);
    await world.read();
    world.pass(300);
    for (let id = 11; id <= 310; id += 1) world.store.put(id);
    world.pass(1);
    expect((await world.read()).counts.delivered).toBe(300);
    expect(world.held()).toEqual(ids(310));
    world.pass(60);
    expect((await world.read()).counts.delivered).toBe(0);
  });
});
