import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HistoryRun, type Scenario } from './world/history-run.ts';
import { brokenIn, differenceOf, passedOver } from './world/invariants.ts';

/** `HANDFAST_HISTORY=1234 npx vitest run …` replays one history in every case. */
const REPLAYED = process.env['HANDFAST_HISTORY'];
const SEED = 20_261_126;
const CASE_MS = 300_000;
/** 2,000 histories take more than a minute of a processor: CI has it, whoever changes something else has not. */
const SHARE = process.env['CI'] === undefined ? 1 / 4 : 1;

const BASE: Scenario = {
  rows: 30,
  seconds: 2_700,
  perSecond: 0.05,
  lateMax: 280,
  deletes: 0.06,
  pageSize: 7,
  answerMax: 1.5,
  killed: 0.25,
  zombies: 0.15,
  sweeps: 0.1,
};

/** Every history of a case ends well; a failing one is named, so that it can be replayed. */
async function always(histories: number, scenario: Scenario, check: (run: HistoryRun) => Promise<void>) {
  const one = async (seed: number) => {
    const run = new HistoryRun(seed, scenario);
    await run.busy();
    expect({ broken: [...brokenIn(run), ...passedOver(run)], crashes: run.crashes }).toEqual({
      broken: [],
      crashes: [],
    });
    await check(run);
    expect({ broken: brokenIn(run), crashes: run.crashes }).toEqual({ broken: [], crashes: [] });
  };
  if (REPLAYED !== undefined) return one(Number(REPLAYED));
  const history = fc.noShrink(fc.integer({ min: 1, max: 2 ** 31 - 1 }));
  await fc.assert(fc.asyncProperty(history, one), {
    seed: SEED,
    numRuns: histories * SHARE,
    includeErrorInReport: true,
  });
}

/** Looks alone reach the store's state but for deletions; then a walk finds these, and a further look writes nothing. */
async function reachesTheStore(run: HistoryRun): Promise<void> {
  await run.quiet('look', 'look');
  expect(differenceOf(run)).toMatchObject({ missing: 0, stale: 0 });
  await run.quiet('counts', 'walk');
  expect(differenceOf(run)).toEqual({ missing: 0, stale: 0, undeleted: 0 });
  const { length } = run.log.stored;
  await run.quiet('look');
  expect(run.log.stored.length).toBe(length);
}

describe('whatever writers and readers do, the log reaches the state of the store', () => {
  test('with late commits, ties, lock waits, kills and readers that come back', { timeout: CASE_MS }, () =>
    always(600, BASE, reachesTheStore),
  );

  test('with slow answers and a few rows that change all the time', { timeout: CASE_MS }, () =>
    always(400, { ...BASE, rows: 12, perSecond: 0.08, answerMax: 12, importMax: 60 }, reachesTheStore),
  );

  test('with rows that are stamped two hours ahead', { timeout: CASE_MS }, () =>
    always(300, { ...BASE, future: 0.03 }, reachesTheStore),
  );

  test('with capped pages, 429, 500, time-outs and cut answers', { timeout: CASE_MS }, () =>
    always(400, { ...BASE, pageSize: 10, cap: 4, faults: 0.03 }, reachesTheStore),
  );

  test('with mass updates that take a look several slices', { timeout: CASE_MS }, () =>
    always(100, { ...BASE, rows: 80, mass: 0.002, lookPages: 4 }, async (run) => {
      // Where readers died early, most of the first import is left, too.
      await run.quiet(...Array.from({ length: 40 }, () => 'look' as const));
      await reachesTheStore(run);
    }),
  );

  test('with transactions longer than the overlap after the next walk', { timeout: CASE_MS }, () =>
    always(200, { ...BASE, long: { share: 0.03, max: 1_500 } }, async (run) => {
      await run.quiet('look', 'walk');
      expect(differenceOf(run)).toEqual({ missing: 0, stale: 0, undeleted: 0 });
    }),
  );
});
