import { append } from '../log/append.ts';
import { keepMarked } from '../log/known.ts';
import type { ReadState, Sweep } from '../log/read-state.ts';
import { knownOf, type Reading } from '../reading.ts';

/** Where the reading of a snapshot is. */
export type Place = {
  /** Everything up to this value of the sorted column was read; undefined: nothing yet. */
  readonly after: string | undefined;
  readonly mark: number;
  /** Whether all that was read before is marked in the table: otherwise what is unmarked may be there all the same. */
  readonly isWhole: boolean;
  readonly readings: number;
};

/** Where an earlier slice of the run has stopped; undefined for a run that begins. */
export function placeLeft({ seen: { state }, order }: Reading): Place | undefined {
  const { sweep } = state;
  if (sweep?.run !== order.run) return undefined;
  const after = String(sweep.after);
  return {
    after: after === '' ? undefined : after,
    mark: sweep.mark ?? 0,
    // A slice that was killed has appended what it read, and kept no marks.
    isWhole: sweep.mark !== undefined && sweep.marked === after,
    readings: sweep.readings ?? 0,
  };
}

export function newPlace(reading: Reading): Place {
  knownOf(reading).unmarkAll();
  return { after: undefined, mark: reading.seen.n, isWhole: true, readings: 0 };
}

/** The state of a reading that is at a place, of which nothing is marked yet. */
export function placed(reading: Reading, { after = '', mark, readings }: Place, state: ReadState): ReadState {
  const sweep: Sweep = { run: reading.order.run, mode: 'walk', after, missing: 0, ids: [], mark, readings };
  return { ...state, sweep };
}

/** Leaves the rest to the next slice. The marks come after an entry that tells of none, and before one that does. */
export async function leave(reading: Reading, place: Place): Promise<'more'> {
  await append(reading, { lane: 'snapshot', lines: [], next: (state) => placed(reading, place, state) });
  if (!place.isWhole || !(await keepMarked(reading, knownOf(reading), place.mark))) return 'more';
  const marked = place.after ?? '';
  await append(reading, {
    lane: 'snapshot',
    lines: [],
    next: (state) => (state.sweep?.run === reading.order.run ? { ...state, sweep: { ...state.sweep, marked } } : state),
    superseded: () => true,
  });
  return 'more';
}
