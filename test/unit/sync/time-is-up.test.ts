import { expect, test } from 'vitest';
import { parseReadState } from '../../../functions/channels/reading/log/read-state.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { newRunId } from '../../../functions/domain/sync/channel-ids.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import { idsTo, ORDERS, type ReadingWorld, worldOf } from './world/reading-world.ts';

const STOCK: Connector = {
  ...ORDERS,
  reader: {
    kind: 'snapshot',
    path: 'V1/stock',
    key: (raw) => String(raw['entity_id']),
    orderedBy: 'entity_id',
    paged: true,
  },
};

/** The time is up while a page is under way, which is the one after so many others. */
function cutOffAfter(world: ReadingWorld, pages: number, code: 'store_timeout' | 'store_unreachable'): void {
  let asked = 0;
  world.store.before = () => {
    asked += 1;
    if (asked <= pages) return;
    world.stopAfter = 0;
    throw new Refusal(code);
  };
}

function goOn(world: ReadingWorld): void {
  world.store.before = () => undefined;
  world.stopAfter = Number.POSITIVE_INFINITY;
}

test.each([
  ['changes', ORDERS, 'store_timeout'],
  ['changes', ORDERS, 'store_unreachable'],
  ['a snapshot', STOCK, 'store_timeout'],
  ['a snapshot', STOCK, 'store_unreachable'],
] as const)('a page of %s that is under way when the time is up is no fault, and is read later', async (...row) => {
  const [, connector, code] = row;
  const world = worldOf(500);
  world.connector = connector;
  cutOffAfter(world, 3, code);
  const run = newRunId();
  const result = await world.read('look', run);
  expect(result).toMatchObject({ outcome: 'more', errors: [], counts: { calls: 4, poisoned: 0 } });
  expect(result.counts.delivered).toBeGreaterThanOrEqual(200);
  expect(world.state()['pageSize']).toBe(50);
  goOn(world);
  expect(await world.read('look', run)).toMatchObject({ outcome: 'finished' });
  expect(world.held()).toEqual(idsTo(500));
});

test.each([ORDERS, STOCK])('a single record that never comes in time is a fault in the end', async (connector) => {
  const world = worldOf(500);
  world.connector = connector;
  const run = newRunId();
  for (let slices = 0; slices < 6; slices += 1) {
    goOn(world);
    cutOffAfter(world, 0, 'store_timeout');
    expect(await world.read('look', run)).toMatchObject({ outcome: 'more' });
  }
  goOn(world);
  cutOffAfter(world, 0, 'store_timeout');
  await expect(world.read('look', run)).rejects.toThrow(expect.objectContaining({ code: 'store_timeout' }));
});

/** Answers that never come take half a minute each, and a slice two. */
function slowToFail(world: ReadingWorld): { startSlice: () => void } {
  const { store } = world;
  const list = store.list.bind(store);
  let failures = 0;
  store.list = async (path, criteria) => {
    try {
      return await list(path, criteria);
    } catch (error) {
      failures += 1;
      if (failures >= 4) world.stopAfter = 0;
      throw error;
    }
  };
  return {
    startSlice: () => {
      failures = 0;
      world.stopAfter = Number.POSITIVE_INFINITY;
    },
  };
}

test.each([300, 2])(
  'a search for a record that takes several slices goes on where it was, in pages of %i',
  async (pageSize) => {
    const world = worldOf(300);
    world.settings = { ...world.settings, pageSize };
    world.store.failing.set(137, 'store_timeout');
    const { startSlice } = slowToFail(world);
    const errors: unknown[] = [];
    let slices = 0;
    for (let outcome = 'more'; outcome === 'more' && slices < 20; slices += 1) {
      startSlice();
      const result = await world.read();
      errors.push(...result.errors);
      outcome = result.outcome;
    }
    expect(slices).toBeGreaterThan(2);
    expect(slices).toBeLessThan(15);
    expect(errors).toMatchObject([{ code: 'record_failing', id: '137' }]);
    expect(world.held()).toEqual(idsTo(300).filter((id) => id !== 137));
    expect(world.state()['search']).toBeUndefined();
  },
);

test('no record is taken for the failing one where the store goes away while it is searched', async () => {
  for (let answers = 8; answers < 40; answers += 1) {
    const world = worldOf(300);
    world.store.failing.set(137, 'store_error');
    let asked = 0;
    world.store.before = () => {
      asked += 1;
      if (asked > answers) throw new Refusal('store_timeout');
    };
    const result = await world.read().catch(() => ({ errors: [] }));
    const blamed = [...result.errors, ...asideOf(world)].map(({ id }) => id);
    expect(blamed.filter((id) => id !== '137')).toEqual([]);
    world.store.before = () => undefined;
    await world.read();
    expect(world.held()).toEqual(idsTo(300).filter((id) => id !== 137));
  }
});

function asideOf(world: ReadingWorld) {
  return parseReadState(world.state()).aside;
}
