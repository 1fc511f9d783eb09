import { describe, expect, test } from 'vitest';
import type { ChangeLog } from '../../../functions/domain/sync/change-log.ts';
import type { SearchCriteria } from '../../../functions/domain/sync/search-criteria.ts';
import type { StoreReader } from '../../../functions/domain/sync/store-reader.ts';
import { HistoryRun, type Scenario } from './world/history-run.ts';
import type { InMemoryLog } from './world/in-memory-log.ts';
import { brokenIn, differenceOf, repeatsOf } from './world/invariants.ts';

const HISTORIES = 20;
const CASE_MS = 120_000;

const BUSY: Scenario = {
  rows: 60,
  seconds: 2_700,
  perSecond: 0.15,
  lateMax: 280,
  deletes: 0.06,
  pageSize: 7,
  answerMax: 1.5,
  killed: 0.25,
  zombies: 0.15,
};

/** What looks alone come to, over some histories. */
async function outcomeOf(scenario: Scenario, looks = 2) {
  const sum = { lost: 0, broken: new Set<string>(), lines: 0, repeats: 0 };
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const run = new HistoryRun(seed, scenario);
    await run.busy();
    const { lines, repeats } = repeatsOf(run);
    await run.quiet(...Array.from({ length: looks }, () => 'look' as const));
    const { missing, stale } = differenceOf(run);
    sum.lost += missing + stale;
    sum.lines += lines;
    sum.repeats += repeats;
    for (const broken of brokenIn(run)) sum.broken.add(broken);
  }
  return sum;
}

/** A log that answers as the real one, but for some methods. */
const logWith = (log: InMemoryLog, changed: Partial<ChangeLog>): ChangeLog => ({
  last: () => log.last(),
  entries: (stream, from, to) => log.entries(stream, from, to),
  lines: (entry) => log.lines(entry),
  append: (stream, entry, lines) => log.append(stream, entry, lines),
  known: () => log.known(),
  restart: (stream, n) => log.restart(stream, n),
  keepKnown: (stream, n, records) => log.keepKnown(stream, n, records),
  ...changed,
});

/** The newest entry, with some of its state replaced. */
async function withState(log: InMemoryLog, replaced: { readonly [name: string]: unknown }) {
  const last = await log.last();
  return last === undefined ? undefined : { ...last, state: { ...last.state, ...replaced } };
}

const FAR_AHEAD_SECONDS = 10_000_000;

/** A clock so far ahead that it caps nothing. The first entry is written by the real one. */
const withoutCap = (store: StoreReader, log: InMemoryLog): StoreReader => ({
  ...store,
  list: async (path, criteria) => ({ ...(await store.list(path, criteria)), answeredAt: undefined }),
  clock: async () => (await store.clock()) + (log.stored.length === 0 ? 0 : FAR_AHEAD_SECONDS),
});

/** Pages by time alone. */
const withoutKeyset = (store: StoreReader): StoreReader => ({
  ...store,
  list: (path, criteria) => store.list(path, byTimeAlone(criteria)),
});

function byTimeAlone(criteria: SearchCriteria): SearchCriteria {
  const [first = [], , ...others] = criteria.filterGroups;
  const [newer] = first;
  if (newer === undefined || first.length === 1) return criteria;
  return { ...criteria, filterGroups: [[newer], ...others], sortOrders: criteria.sortOrders.slice(0, 1) };
}

describe('each guard of the reading is needed, and its absence is noticed', () => {
  test('with all of them nothing is lost, nothing is broken, and hardly anything comes twice', {
    timeout: CASE_MS,
  }, async () => {
    const { lost, broken, lines, repeats } = await outcomeOf({ ...BUSY, future: 0.05 });
    expect({ lost, broken: [...broken] }).toEqual({ lost: 0, broken: [] });
    expect(repeats / lines).toBeLessThan(0.02);
  });

  test('without the cap at the clock, changes behind a row of the future are lost', { timeout: CASE_MS }, async () => {
    const { lost, broken } = await outcomeOf({ ...BUSY, future: 0.05, store: withoutCap });
    expect(lost).toBeGreaterThan(100);
    expect(broken).toContain('I1: a position is ahead of the clock');
  });

  test('without the id in the keyset, rows of one second are lost', { timeout: CASE_MS }, async () => {
    expect((await outcomeOf({ ...BUSY, store: withoutKeyset })).lost).toBeGreaterThan(10);
  });

  test('without dropping what others delivered, records go back', { timeout: CASE_MS }, async () => {
    const slow: Scenario = { ...BUSY, rows: 150, perSecond: 0.3, importMax: 120 };
    expect([...(await outcomeOf(slow)).broken]).toEqual([]);
    const noLines = (log: InMemoryLog) => logWith(log, { lines: async function* () {} });
    expect((await outcomeOf({ ...slow, log: noLines })).broken).toContain('I2b: a record goes back');
  });

  test('without the place where a look was cut, changes behind a mass update are never read', {
    timeout: CASE_MS,
  }, async () => {
    const mass: Scenario = { ...BUSY, rows: 80, perSecond: 0.05, mass: 0.002, lookPages: 4 };
    expect(await outcomeOf(mass, 15)).toMatchObject({ lost: 0, broken: new Set() });
    const withoutPlace = (log: InMemoryLog) => logWith(log, { last: async () => withState(log, { pass: undefined }) });
    expect((await outcomeOf({ ...mass, log: withoutPlace }, 15)).lost).toBeGreaterThan(100);
  });

  test('without the memory, every change comes several times', { timeout: CASE_MS }, async () => {
    const forgetful = (log: InMemoryLog) => logWith(log, { last: async () => withState(log, { memory: [] }) });
    const { lines, repeats } = await outcomeOf({ ...BUSY, log: forgetful });
    expect(repeats / lines).toBeGreaterThan(0.2);
  });

  test('without the fence, two readers write the same entry', { timeout: CASE_MS }, async () => {
    const unfenced = (log: InMemoryLog) =>
      logWith(log, {
        append: async (_, entry, lines) => {
          log.stored.push({ entry: { ...JSON.parse(JSON.stringify(entry)), bytes: 0 }, lines });
          return true;
        },
      });
    const { broken } = await outcomeOf({ ...BUSY, log: unfenced });
    expect(broken).toContain('fence: numbers of entries have gaps or repeat');
  });
});
