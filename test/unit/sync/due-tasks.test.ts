import { describe, expect, test } from 'vitest';
import { dueTasks } from '../../../functions/channels/reading/due-tasks.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import { ORDERS, worldOf } from './world/reading-world.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const WINDOW = 300;

const WITH_REREAD: Connector = {
  ...ORDERS,
  reader: {
    kind: 'changes',
    path: 'V1/orders',
    id: 'entity_id',
    idMember: 'entity_id',
    updated: 'updated_at',
    reread: [[{ field: 'status', condition: 'neq', value: 'complete' }]],
  },
};

async function imported() {
  const world = worldOf(10);
  world.connector = WITH_REREAD;
  await world.read();
  return world;
}

describe('what is due', () => {
  test('is a look alone before everything is imported', async () => {
    expect(dueTasks(undefined, WITH_REREAD, new Date())).toEqual(['look']);
    const world = worldOf(1_000);
    world.stopAfter = 3;
    await world.read();
    world.pass(30 * DAY);
    expect(dueTasks(world.state(), WITH_REREAD, world.now())).toEqual(['look']);
  });

  test.each([
    [0, ['look']],
    [HOUR - WINDOW - 1, ['look']],
    [HOUR - WINDOW, ['look', 'reread']],
    [DAY - WINDOW - 1, ['look', 'reread']],
    [DAY - WINDOW, ['look', 'reread', 'counts']],
    [7 * DAY - WINDOW - 1, ['look', 'reread', 'counts']],
    [7 * DAY - WINDOW, ['look', 'reread', 'walk']],
  ])('%i s after the import is what has an interval of at most a window more', async (seconds, tasks) => {
    const world = await imported();
    world.pass(seconds);
    expect(dueTasks(world.state(), WITH_REREAD, world.now())).toEqual(tasks);
  });

  test('is done for its interval, though nothing was found', async () => {
    const world = await imported();
    world.pass(7 * DAY);
    for (const task of ['reread', 'walk'] as const) await world.read(task);
    expect(dueTasks(world.state(), WITH_REREAD, world.now())).toEqual(['look']);
  });

  test.each([
    ['an hour', HOUR, 'reread'],
    ['a day', DAY, 'counts'],
  ] as const)('is done at every look of a connector that is read once in %s', async (_, seconds, task) => {
    const world = await imported();
    for (let looks = 0; looks < 5; looks += 1) {
      world.pass(seconds - 20);
      expect(dueTasks(world.state(), WITH_REREAD, world.now())).toContain(task);
      // It ends later than the look began.
      world.pass(20);
      await world.read(task);
    }
  });
});
