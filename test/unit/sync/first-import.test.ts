import { describe, expect, test } from 'vitest';
import { progressOf } from '../../../functions/channels/reading/progress.ts';
import { idsTo, ORDERS, worldOf } from './world/reading-world.ts';

describe('a first import', () => {
  test('that was stopped goes on where it was, and reads no page twice', async () => {
    const world = worldOf(1_000);
    world.stopAfter = 5;
    expect((await world.read()).outcome).toBe('more');
    world.stopAfter = Number.POSITIVE_INFINITY;
    const { counts } = await world.read();
    expect(counts.read).toBe(1_000 - 400);
    expect(world.held()).toEqual(idsTo(1_000));
  });

  test('that was killed keeps what it has appended', async () => {
    const world = worldOf(1_000);
    world.store.before = () => {
      if (world.store.asked.length === 6) throw new Error('killed');
    };
    await expect(world.read()).rejects.toThrow('killed');
    expect((await world.read()).counts.read).toBe(1_000 - 400);
    expect(world.held()).toEqual(idsTo(1_000));
  });

  test('shows how much is left', async () => {
    const world = worldOf(1_000);
    world.stopAfter = 5;
    await world.read();
    expect(progressOf(world.state(), ORDERS)).toMatchObject({
      imported: false,
      total: 1_000,
      left: 600,
      generation: 1,
    });
    world.stopAfter = Number.POSITIVE_INFINITY;
    world.pass(600);
    world.store.put(7);
    await world.read();
    const upTo = world.now().toISOString();
    expect(progressOf(world.state(), ORDERS)).toMatchObject({
      imported: true,
      total: 1_000,
      left: 0,
      upTo,
      readAt: upTo,
    });
  });

  test('of many pages stores an index of what is known once many entries have piled up', async () => {
    const world = worldOf(1_000);
    world.settings = { ...world.settings, pageSize: 4 };
    await world.read();
    expect(world.log.index?.n).toBe(200);
    expect(world.state()['knownAt']).toBe(200);
    expect(await world.cost('counts')).toEqual({ calls: 1, entries: 1 });
    expect(world.log.index?.records).toHaveLength(1_000);
  });
});
