import type { ChangeLine } from '../../../domain/sync/change-log.ts';
import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { append } from '../log/append.ts';
import { recordsKnown } from '../log/known.ts';
import type { ReadState } from '../log/read-state.ts';
import { lineOf } from '../pages/make-lines.ts';
import { knownOf, type Reading } from '../reading.ts';
import { brakeOf } from './settle.ts';

/** So many absent keys are remembered until the next reading; the others wait for a later one. */
const KEYS_KEPT = 2_000;
/** So many deletions are in memory at once, and in one entry. */
const DELETED_AT_ONCE = 20_000;

type Gone = { readonly id: string; readonly version: string };

/**
 * After a reading of all of a snapshot: what this reading and the one before did not find is deleted. Rows can move
 * between pages while they are read, so that one reading passes over them; the next one finds them where they are. A
 * reading that has found no known record deletes nothing.
 */
export async function settleAbsent(reading: Reading, readTwice: boolean): Promise<ReadingOutcome> {
  const { absent, aside } = reading.seen.state;
  const before = new Set(absent);
  const { count, living, again, fresh } = await absentOf(reading, readTwice, before);
  if (living === 0 && count > 0 && !readTwice) return hold(reading, count);
  if (count > brakeOf(reading)) return hold(reading, count);
  if (count > 0 && aside.some(({ span }) => span !== undefined)) return wait(reading, count, readTwice, again);
  let left = again;
  while (left.length === DELETED_AT_ONCE) {
    await append(reading, { lane: laneOf(reading), lines: linesOf(reading, left), next: (state) => state });
    left = (await absentOf(reading, readTwice, before)).again;
  }
  const lines = linesOf(reading, left);
  if (isSettled(reading.seen.state, lines, fresh)) return 'finished';
  return settled(reading, lines, fresh);
}

function laneOf({ order }: Reading) {
  return order.task === 'confirmed' ? 'confirmed' : 'snapshot';
}

function linesOf(reading: Reading, gone: readonly Gone[]): ChangeLine[] {
  return gone.map(({ id, version }) => lineOf(reading, id, version));
}

function isSettled(state: ReadState, lines: readonly ChangeLine[], absent: readonly string[]): boolean {
  const { sweep, backfill, held } = state;
  const nothingOpen = sweep === undefined && backfill === undefined && held === undefined;
  return nothingOpen && lines.length === 0 && absent.join('\n') === state.absent.join('\n');
}

/**
 * While the store fails on a record, that is missing in every reading, and its key is not known: nothing is deleted, and
 * nothing that is absent for the first time is remembered.
 */
async function wait(reading: Reading, count: number, readTwice: boolean, again: readonly Gone[]) {
  if (readTwice) return hold(reading, count);
  const absent = again.slice(0, KEYS_KEPT).map(({ id }) => id);
  if (isSettled(reading.seen.state, [], absent)) return 'finished';
  return settled(reading, [], absent);
}

async function settled(reading: Reading, lines: readonly ChangeLine[], absent: readonly string[]) {
  const next = ({ sweep: _, backfill: __, held: ___, ...rest }: ReadState) => ({ ...rest, absent: [...absent] });
  await append(reading, { lane: laneOf(reading), lines, next });
  return 'finished' as const;
}

/** What was not found: how much; what of it is to be deleted, and what for the first time, both up to a limit. */
async function absentOf(reading: Reading, readTwice: boolean, before: ReadonlySet<string>) {
  const known = knownOf(reading);
  const again: Gone[] = [];
  const fresh: string[] = [];
  let [count, living] = [0, 0];
  for await (const { id, version } of recordsKnown(reading)) {
    if (known.isMarked(id)) {
      living += 1;
      continue;
    }
    count += 1;
    if (readTwice || before.has(id)) {
      if (again.length < DELETED_AT_ONCE) again.push({ id, version });
    } else if (fresh.length < KEYS_KEPT) fresh.push(id);
  }
  return { count, living, again, fresh };
}

async function hold(reading: Reading, held: number): Promise<ReadingOutcome> {
  if (reading.seen.state.held !== held || reading.seen.state.sweep !== undefined) {
    const next = ({ sweep: _, backfill: __, ...rest }: ReadState): ReadState => ({ ...rest, held, absent: [] });
    await append(reading, { lane: 'snapshot', lines: [], next });
  }
  return 'held';
}
