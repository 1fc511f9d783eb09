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
  const before = new Set(reading.seen.state.absent);
  const { count, living, again, fresh } = await absentOf(reading, readTwice, before);
  if (living === 0 && count > 0 && !readTwice) return hold(reading, count);
  if (count > brakeOf(reading)) return hold(reading, count);
  let left = again;
  while (left.length === DELETED_AT_ONCE) {
    await append(reading, { lane: laneOf(reading), lines: linesOf(reading, left), next: (state) => state });
    left = (await absentOf(reading, readTwice, before)).again;
  }
  const lines = linesOf(reading, left);
  if (isSettled(reading.seen.state, lines, fresh)) return 'finished';
  const next = ({ sweep: _, backfill: __, held: ___, ...rest }: ReadState): ReadState => ({ ...rest, absent: fresh });
  await append(reading, { lane: laneOf(reading), lines, next });
  return 'finished';
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
  return nothingOpen && lines.length === 0 && absent.length === 0 && state.absent.length === 0;
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
