import type { ChangeLine } from '../../../domain/sync/change-log.ts';
import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { append } from '../log/append.ts';
import { recordsKnown } from '../log/known.ts';
import type { KnownTable } from '../log/known-table.ts';
import type { ReadState } from '../log/read-state.ts';
import { lineOf } from '../pages/make-lines.ts';
import type { Reading } from '../reading.ts';
import { brakeOf } from './settle.ts';

/** So many absent keys are remembered until the next reading; the others wait for a later one. */
const KEYS_KEPT = 2_000;

/**
 * After a reading of all of a snapshot: what this reading and the one before did not find is deleted. A reading that has
 * found no known record deletes nothing.
 */
export async function settleAbsent(reading: Reading, seen: KnownTable, readTwice: boolean): Promise<ReadingOutcome> {
  const { state } = reading.seen;
  const { gone, living } = await absentOf(reading, seen);
  if (living === 0 && gone.length > 0 && !readTwice) return hold(reading, gone.length);
  if (gone.length > brakeOf(reading)) return hold(reading, gone.length);
  const before = new Set(state.absent);
  const deleted = readTwice ? gone : gone.filter(({ id }) => before.has(id));
  const lines = deleted.map(({ id, version }) => lineOf(reading, id, version));
  const absent = readTwice ? [] : gone.map(({ id }) => id).filter((id) => !before.has(id));
  if (isSettled(state, lines, absent)) return 'finished';
  const next = ({ sweep: _, backfill: __, held: ___, ...rest }: ReadState): ReadState => ({
    ...rest,
    absent: absent.slice(0, KEYS_KEPT),
  });
  await append(reading, { lane: reading.order.task === 'confirmed' ? 'confirmed' : 'snapshot', lines, next });
  return 'finished';
}

function isSettled(state: ReadState, lines: readonly ChangeLine[], absent: readonly string[]): boolean {
  const { sweep, backfill, held } = state;
  const nothingOpen = sweep === undefined && backfill === undefined && held === undefined;
  return nothingOpen && lines.length === 0 && absent.length === 0 && state.absent.length === 0;
}

async function absentOf(reading: Reading, seen: KnownTable) {
  const gone: { id: string; version: string }[] = [];
  let living = 0;
  for await (const { id, version } of recordsKnown(reading)) {
    if (seen.version(id) !== undefined) living += 1;
    else gone.push({ id, version });
  }
  return { gone, living };
}

async function hold(reading: Reading, held: number): Promise<ReadingOutcome> {
  if (reading.seen.state.held !== held || reading.seen.state.sweep !== undefined) {
    const next = ({ sweep: _, backfill: __, ...rest }: ReadState): ReadState => ({ ...rest, held, absent: [] });
    await append(reading, { lane: 'snapshot', lines: [], next });
  }
  return 'held';
}
