import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { asideDue } from '../due-tasks.ts';
import { append } from '../log/append.ts';
import { loadKnown } from '../log/known.ts';
import type { ReadState } from '../log/read-state.ts';
import { settleAbsent } from '../missing/settle-absent.ts';
import { retrySpans } from '../pages/failing-span.ts';
import type { KeyedRecord } from '../pages/keyed-records.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { snapshotPages } from '../pages/snapshot-pages.ts';
import { count, knownOf, type Reading, type SnapshotReader } from '../reading.ts';
import { leave, newPlace, type Place, placed, placeLeft } from './snapshot-place.ts';

type Mode = 'look' | 'compare' | 'redeliver';

/** So often what somebody has confirmed must be absent in a row. */
const READINGS_CONFIRMED = 2;

/** Reads a list that tells no times as a whole, and delivers what differs, or all of it. */
export async function snapshot(reading: Reading<SnapshotReader>, mode: Mode): Promise<ReadingOutcome> {
  await loadKnown(reading);
  const left = placeLeft(reading);
  const place = left ?? newPlace(reading);
  if (mode !== 'look' && left === undefined) await begin(reading, mode, place);
  const ended = await readAll(reading, mode === 'redeliver', place);
  if (ended !== 'read') return ended;
  return place.isWhole ? settleAbsent(reading, false) : end(reading);
}

/** What somebody has confirmed is deleted if two readings in a row leave it out. */
export async function confirmSnapshot(reading: Reading<SnapshotReader>): Promise<ReadingOutcome> {
  await loadKnown(reading);
  let place = placeLeft(reading) ?? newPlace(reading);
  while (place.readings < READINGS_CONFIRMED) {
    const ended = await readAll(reading, false, place);
    if (ended !== 'read') return ended;
    place = place.isWhole ? { ...place, after: undefined, readings: place.readings + 1 } : newPlace(reading);
    // A reading that ends with its slice must not begin again in the next one.
    if (place.readings < READINGS_CONFIRMED && reading.order.mustStop()) return leave(reading, place);
  }
  return settleAbsent(reading, true);
}

async function readAll(
  reading: Reading<SnapshotReader>,
  everything: boolean,
  begun: Place,
): Promise<'read' | 'more' | 'superseded'> {
  if (begun.after === undefined && asideDue(reading.seen.state, reading.deps.now())) await retrySpans(reading);
  const skipped = new Set(reading.seen.state.aside.map(({ id }) => id));
  const known = knownOf(reading);
  let place = begun;
  for await (const page of snapshotPages(reading, begun.after)) {
    if (page === undefined) return leave(reading, place);
    const { records, last } = page;
    const fresh = records.filter(({ id, version }) => everything || known.version(id) !== version);
    const wanted = fresh.filter(({ id }) => !skipped.has(id));
    count(reading, { unchanged: records.length - fresh.length });
    place = { ...place, after: last ?? place.after };
    if ((await take(reading, wanted, place)) === 'superseded') return 'superseded';
    for (const { id } of records) known.mark(id);
    if (last !== undefined && reading.order.mustStop()) return leave(reading, place);
  }
  return 'read';
}

async function take(reading: Reading<SnapshotReader>, wanted: readonly KeyedRecord[], place: Place) {
  if (wanted.length === 0) return 'appended';
  const made = await makeLines(reading, wanted);
  const next = (state: ReadState) => noting(reading, made, state);
  return append(reading, {
    lane: 'snapshot',
    lines: made.lines,
    next: (state) => (place.after === undefined ? next(state) : placed(reading, place, next(state))),
    superseded: (lanes) => lanes.has('snapshot'),
  });
}

async function begin(reading: Reading, mode: 'compare' | 'redeliver', { mark }: Place): Promise<void> {
  const sweep = { run: reading.order.run, mode, after: '', missing: 0, ids: [], mark, marked: '' };
  const next = (state: ReadState) => ({ ...state, generation: state.generation + 1, sweep });
  await append(reading, { lane: 'full', lines: [], next });
}

async function end(reading: Reading): Promise<ReadingOutcome> {
  const next = ({ sweep: _, backfill: __, ...state }: ReadState) => state;
  await append(reading, { lane: 'snapshot', lines: [], next });
  return 'finished';
}
