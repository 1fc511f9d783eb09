import { expect, test } from 'vitest';
import { idsTo, type ReadingWorld, worldOf } from './world/reading-world.ts';

/** Does something before the first page of an import is stored. */
function beforeFirstPage(world: ReadingWorld, act: () => Promise<void>): void {
  const append = world.log.append.bind(world.log);
  world.log.append = async (stream, entry, lines) => {
    if (entry.lane === 'backfill') {
      world.log.append = append;
      await act();
    }
    return append(stream, entry, lines);
  };
}

/** Calls of which each asks for what is below an id, by that id. */
const belows = ({ store }: ReadingWorld) =>
  store.asked.flatMap(({ filterGroups }) =>
    filterGroups.flat().flatMap(({ condition, value }) => (condition === 'lt' ? [value] : [])),
  );

test('the next page of an import is asked for before one is stored', async () => {
  const world = worldOf(300);
  let asked: unknown[] = [];
  beforeFirstPage(world, async () => {
    asked = belows(world);
  });
  await world.read();
  expect(asked).toEqual([201]);
  expect(belows(world)).toEqual([201, 101, 1]);
  expect(world.held()).toEqual(idsTo(300));
});

test('the next page waits until a very large one is stored', async () => {
  const world = worldOf(300);
  const note = 'x'.repeat(50_000);
  for (const id of idsTo(300)) world.store.put(id, { at: world.store.time - 1_000_000 + id, note });
  let asked: unknown[] = [];
  beforeFirstPage(world, async () => {
    asked = belows(world);
  });
  expect((await world.read()).outcome).toBe('finished');
  expect(asked).toEqual([]);
  expect(belows(world)).toEqual([201, 101, 1]);
  expect(world.held()).toEqual(idsTo(300));
});

test('a page that was asked for before others delivered one of its records is asked for anew', async () => {
  const world = worldOf(300);
  beforeFirstPage(world, async () => {
    world.pass(600);
    world.store.put(150, { status: 'paid' });
    world.stopAfter = 1;
    await world.read();
    world.stopAfter = Number.POSITIVE_INFINITY;
  });
  await world.read();
  const delivered = world.log.stored.flatMap(({ lines }) => lines.filter(({ id }) => id === '150'));
  expect(delivered.map(({ record }) => record)).toEqual([expect.objectContaining({ status: 'paid' })]);
  expect(belows(world)).toEqual([201, 201, 101, 1]);
  expect(world.held()).toEqual(idsTo(300));
});

test('an import that is stopped leaves no page behind that was asked for', async () => {
  const world = worldOf(1_000);
  world.stopAfter = 4;
  expect((await world.read()).outcome).toBe('more');
  const pages = world.log.stored.filter(({ entry }) => entry.lane === 'backfill');
  expect(belows(world)).toHaveLength(pages.length - 1);
});

test('a store that fails on a page ahead is asked for a smaller one', async () => {
  const world = worldOf(300);
  world.store.failing.set(137, 'store_error');
  const { errors } = await world.read();
  expect(errors).toMatchObject([{ code: 'record_failing', id: '137' }]);
  expect(world.held()).toEqual(idsTo(300).filter((id) => id !== 137));
});
