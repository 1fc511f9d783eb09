import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { KnownRecord, LogEntry, PastEntry } from '../../../functions/domain/sync/change-log.ts';
import type { Task } from '../../../functions/domain/sync/run.ts';
import { idsTo, ORDERS, type ReadingWorld, worldOf } from './world/reading-world.ts';

const DAY = 86_400;
const KEPT_DAYS = 30;
/** Entries themselves outlive their objects. */
const ENTRIES_KEPT_DAYS = 37;

/** Objects of lines are gone after 30 days, entries after 37. */
function withExpiry(world: ReadingWorld): ReadingWorld {
  const { log } = world;
  const isGone = ({ at }: Pick<LogEntry, 'at'>, days: number) => Date.parse(at) / 1000 < world.store.time - days * DAY;
  const [entries, lines] = [log.entries.bind(log), log.lines.bind(log)];
  log.entries = async (stream, from, to) =>
    (await entries(stream, from, to)).filter((entry) => !isGone(entry, ENTRIES_KEPT_DAYS));
  log.lines = async function* (entry: PastEntry) {
    if (isGone(entry, KEPT_DAYS)) throw new Refusal('cursor_expired');
    yield* lines(entry);
  };
  return world;
}

/** As a snapshot, such as stock. */
function asSnapshot(world: ReadingWorld): ReadingWorld {
  const key = (raw: Record<string, unknown>) => String(raw['entity_id']);
  world.connector = {
    ...ORDERS,
    reader: { kind: 'snapshot', path: 'V1/stock', key, orderedBy: 'entity_id', paged: true },
  };
  return world;
}

const statusOf = (world: ReadingWorld, id: number) =>
  Reflect.get(Object(world.log.fold().get(String(id))?.record), 'status');

describe('a stream at rest', () => {
  test('of a snapshot keeps what it knows for longer than records are kept, for an entry every other day', async () => {
    const world = asSnapshot(withExpiry(worldOf(50)));
    await world.read();
    const entries = world.log.stored.length;
    for (let hours = 0; hours < 100 * 24; hours += 6) {
      world.pass(6 * 3_600);
      await world.read();
    }
    expect(world.since(entries)).toEqual([]);
    expect(world.log.stored.length - entries).toBeLessThanOrEqual(50);
    world.store.put(7, { status: 'sold' });
    expect((await world.read()).counts).toMatchObject({ delivered: 1, unchanged: 49 });
  });

  test('of changes needs no entries besides those of the daily counts', async () => {
    const world = withExpiry(worldOf(50));
    await world.read();
    for (let days = 0; days < 100; days += 1) {
      world.pass(DAY);
      const { length } = world.log.stored;
      await world.read();
      expect(world.log.stored.length).toBe(length);
      await world.read('counts');
      expect(world.log.stored.length).toBe(length + 1);
    }
  });
});

describe.each([35, 40, 400])('after a rest of %i days', (days) => {
  /** What was changed, added and deleted after the index was kept, and then again while nobody looked. */
  async function rested(world: ReadingWorld) {
    await world.read();
    world.pass(DAY + 1);
    world.store.put(1, { status: 'paid' });
    await world.read();
    world.store.put(2, { status: 'paid' });
    world.store.put(51, { status: 'new' });
    await world.read();
    world.pass(days * DAY);
    const stamp = world.store.time - (days - 1) * DAY;
    // Back to what the kept index says: only the lost entries told of it.
    world.store.put(2, { at: stamp, status: 'new' });
    world.store.put(3, { at: stamp, status: 'paid' });
    world.store.rows.delete(4);
  }

  test('a stream of changes reaches the state of the store', async () => {
    const world = withExpiry(worldOf(50));
    await rested(world);
    await world.read();
    await world.read('walk');
    expect(world.held()).toEqual(idsTo(51).filter((id) => id !== 4));
    expect([1, 2, 3, 51].map((id) => statusOf(world, id))).toEqual(['paid', 'new', 'paid', 'new']);
    expect(await world.cost()).toMatchObject({ entries: 0 });
  });

  test('a record that changed without a new time is delivered, too', async () => {
    const world = withExpiry(worldOf(50));
    await world.read();
    world.pass(DAY + 1);
    const before = world.store.rows.get(9);
    world.store.put(9, { status: 'paid' });
    await world.read();
    world.pass(days * DAY);
    world.store.rows.set(9, { ...before });
    await world.read();
    await world.read('walk');
    expect(statusOf(world, 9)).toBe('new');
  });

  test('a snapshot reaches the state of the store', async () => {
    const world = asSnapshot(withExpiry(worldOf(50)));
    await rested(world);
    await world.read();
    await world.read();
    expect(world.held()).toEqual(idsTo(51).filter((id) => id !== 4));
    expect([1, 2, 3, 51].map((id) => statusOf(world, id))).toEqual(['paid', 'new', 'paid', 'new']);
    expect(await world.cost()).toMatchObject({ entries: 0 });
  });

  test('a walk is due at once', async () => {
    const world = withExpiry(worldOf(50));
    await rested(world);
    await world.read();
    expect(world.state()['done']).not.toHaveProperty('walk');
  });

  test('a reading that is killed before it has kept what is left begins anew', async () => {
    const world = withExpiry(worldOf(50));
    await rested(world);
    const keepKnown = world.log.keepKnown.bind(world.log);
    world.log.keepKnown = async (stream, n, records) => {
      await keepKnown(stream, n, records);
      throw new Error('killed');
    };
    await expect(world.read()).rejects.toThrow('killed');
    world.log.keepKnown = () => Promise.reject(new Error('killed earlier'));
    await expect(world.read()).rejects.toThrow('killed earlier');
    world.log.keepKnown = keepKnown;
    await world.read();
    await world.read('walk');
    expect(statusOf(world, 2)).toBe('new');
    expect(world.held()).toEqual(idsTo(51).filter((id) => id !== 4));
  });
});

describe('an index of known records that is lost', () => {
  /** As long as no other is kept. */
  async function withoutIndex(world: ReadingWorld): Promise<ReadingWorld> {
    const { log } = world;
    await world.read();
    await log.keepKnown(undefined, log.stored.length, []);
    const lost = log.index;
    const known = log.known.bind(log);
    log.known = async () => {
      const index = await known();
      if (index === undefined || log.index !== lost) return index;
      const records = async function* (): AsyncGenerator<KnownRecord> {
        yield* [];
        throw new Refusal('cursor_expired');
      };
      return { ...index, records };
    };
    world.store.put(1, { status: 'paid' });
    world.store.rows.delete(4);
    return world;
  }

  /** A run goes on after what was mended. */
  async function readOn(world: ReadingWorld, task: Task): Promise<number> {
    const outcomes: string[] = [];
    do outcomes.push((await world.read(task)).outcome);
    while (outcomes.at(-1) === 'more' && outcomes.length < 5);
    expect(outcomes.at(-1)).toBe('finished');
    return outcomes.length;
  }

  test('is made anew of a log that is whole, and nothing is delivered twice', async () => {
    const world = await withoutIndex(withExpiry(worldOf(50)));
    const entries = world.log.stored.length;
    expect(await readOn(world, 'walk')).toBe(2);
    await world.read();
    expect(await readOn(world, 'walk')).toBe(1);
    expect(world.since(entries)).toEqual(['delete 4', 'upsert 1']);
  });

  test('makes a stream of changes begin anew whose log is not whole, and reach the state of the store', async () => {
    const world = await withoutIndex(withExpiry(worldOf(50)));
    world.pass(35 * DAY);
    await readOn(world, 'look');
    await readOn(world, 'look');
    await readOn(world, 'walk');
    expect(world.log.stored[0]?.entry).toMatchObject({ n: 1, lane: 'begin' });
    expect(world.held()).toEqual(idsTo(50).filter((id) => id !== 4));
    expect(statusOf(world, 1)).toBe('paid');
  });

  test('makes a snapshot begin anew whose log is not whole', async () => {
    const world = await withoutIndex(asSnapshot(withExpiry(worldOf(50))));
    world.pass(35 * DAY);
    await readOn(world, 'look');
    await readOn(world, 'look');
    expect(world.held()).toEqual(idsTo(50).filter((id) => id !== 4));
  });
});
