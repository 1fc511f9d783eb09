import type { Lane } from '../../../domain/sync/change-log.ts';
import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { allDone } from '../due-tasks.ts';
import { append } from '../log/append.ts';
import { keepKnown } from '../log/known.ts';
import type { ReadState } from '../log/read-state.ts';
import { type ChangesReader, knownOf, type Reading } from '../reading.ts';
import { deleteMissing } from './delete-missing.ts';

const BRAKE_RECORDS = 50;
const BRAKE_SHARE = 0.1;

/** Known records that a reading did not find. `ids` may be fewer than `count` where a reading took several slices. */
export type Missing = { readonly count: number; readonly ids: readonly number[] };

/** So many may be deleted without asking; so many more than somebody has confirmed, if somebody has. */
export function brakeOf(reading: Reading): number {
  const brake = Math.max(BRAKE_RECORDS, Math.floor(knownOf(reading).size * BRAKE_SHARE));
  return reading.order.task === 'confirmed' ? brake + (reading.order.confirmed ?? 0) : brake;
}

/** The end of a comparison with the store: deletes what is missing, or holds it where that is too much to be true. */
export async function settle(
  reading: Reading<ChangesReader>,
  lane: Lane,
  missing: Missing,
  task: 'counts' | 'all',
): Promise<ReadingOutcome | { readonly left: readonly number[] }> {
  if (missing.count > brakeOf(reading) || missing.count > missing.ids.length) {
    await finish(reading, lane, task, missing.count);
    return 'held';
  }
  const left = await deleteMissing(reading, lane, missing.ids);
  if (left.length > 0) return { left };
  await keepKnown(reading);
  await finish(reading, lane, task, undefined);
  return 'finished';
}

/** Also notes that it was done, so that this is the one entry of a run that found no difference. */
async function finish(reading: Reading, lane: Lane, task: 'counts' | 'all', held: number | undefined): Promise<void> {
  const now = reading.deps.now();
  const next = ({ sweep, full, backfill: _, held: __, ...rest }: ReadState): ReadState => {
    const state = lane === 'full' ? { ...rest, sweep } : { ...rest, full };
    const kept = held === undefined ? state : { ...state, held };
    return task === 'all' ? allDone(kept, now) : { ...kept, done: { ...kept.done, counts: now.toISOString() } };
  };
  await append(reading, { lane, lines: [], next });
}
