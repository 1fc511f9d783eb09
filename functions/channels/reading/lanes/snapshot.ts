import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { asideDue } from '../due-tasks.ts';
import { append } from '../log/append.ts';
import { loadKnown } from '../log/known.ts';
import { KnownTable } from '../log/known-table.ts';
import type { ReadState } from '../log/read-state.ts';
import { settleAbsent } from '../missing/settle-absent.ts';
import type { KeyedRecord } from '../pages/keyed-records.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { snapshotPages } from '../pages/snapshot-pages.ts';
import { count, knownOf, type Reading, type SnapshotReader } from '../reading.ts';

type Mode = 'look' | 'compare' | 'redeliver';
type Ended = 'whole' | 'part' | 'more' | 'superseded';

/** Reads a list that tells no times as a whole, and delivers what differs, or all of it. */
export async function snapshot(reading: Reading<SnapshotReader>, mode: Mode): Promise<ReadingOutcome> {
  await loadKnown(reading);
  const goesOn = reading.seen.state.sweep?.run === reading.order.run;
  if (mode !== 'look' && !goesOn) await begin(reading, mode);
  const seen = new KnownTable();
  const ended = await readAll(reading, mode === 'redeliver', seen);
  if (ended === 'more' || ended === 'superseded') return ended;
  // A reading that went on in the middle has not seen which records were there before.
  return ended === 'part' ? end(reading) : settleAbsent(reading, seen, false);
}

/** What somebody has confirmed is deleted if two readings in a row leave it out. */
export async function confirmSnapshot(reading: Reading<SnapshotReader>): Promise<ReadingOutcome> {
  await loadKnown(reading);
  const seen = new KnownTable();
  for (let readings = 0; readings < 2; readings += 1) {
    const ended = await readAll(reading, false, seen);
    if (ended === 'more' || ended === 'superseded') return ended;
    if (ended === 'part') return end(reading);
  }
  return settleAbsent(reading, seen, true);
}

async function readAll(reading: Reading<SnapshotReader>, everything: boolean, seen: KnownTable): Promise<Ended> {
  const { sweep, aside } = reading.seen.state;
  const after = sweep?.run === reading.order.run && sweep.after !== '' ? String(sweep.after) : undefined;
  const retries = asideDue(reading.seen.state, reading.deps.now());
  const skipped = new Set(retries ? [] : aside.map(({ id }) => id));
  let reached = after;
  for await (const page of snapshotPages(reading, after)) {
    if (page === undefined) return stop(reading, reached);
    const { records, last } = page;
    for (const { id } of records) seen.set(id, '');
    const fresh = records.filter(({ id, version }) => everything || knownOf(reading).version(id) !== version);
    const wanted = fresh.filter(({ id }) => !skipped.has(id));
    count(reading, { unchanged: records.length - fresh.length });
    reached = last ?? reached;
    if ((await take(reading, wanted, reached)) === 'superseded') return 'superseded';
    if (last !== undefined && reading.order.mustStop()) return stop(reading, reached);
  }
  return after === undefined ? 'whole' : 'part';
}

async function take(reading: Reading<SnapshotReader>, wanted: readonly KeyedRecord[], after: string | undefined) {
  if (wanted.length === 0) return 'appended';
  const made = await makeLines(reading, wanted);
  return append(reading, {
    lane: 'snapshot',
    lines: made.lines,
    next: (state) => reachedBy(reading, noting(reading, made, state), after),
    superseded: (lanes) => lanes.has('snapshot'),
  });
}

function reachedBy(reading: Reading, state: ReadState, after: string | undefined): ReadState {
  if (after === undefined) return state;
  return { ...state, sweep: { run: reading.order.run, mode: 'walk', after, missing: 0, ids: [] } };
}

async function stop(reading: Reading, after: string | undefined): Promise<'more'> {
  await append(reading, { lane: 'snapshot', lines: [], next: (state) => reachedBy(reading, state, after) });
  return 'more';
}

async function begin(reading: Reading, mode: 'compare' | 'redeliver'): Promise<void> {
  const sweep = { run: reading.order.run, mode, after: '', missing: 0, ids: [] };
  const next = (state: ReadState) => ({ ...state, generation: state.generation + 1, sweep });
  await append(reading, { lane: 'full', lines: [], next });
}

async function end(reading: Reading): Promise<ReadingOutcome> {
  const next = ({ sweep: _, backfill: __, ...state }: ReadState) => state;
  await append(reading, { lane: 'snapshot', lines: [], next });
  return 'finished';
}
