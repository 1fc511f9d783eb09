import { expect, test } from 'vitest';
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
