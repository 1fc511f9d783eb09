import type { Lane } from '../../../domain/sync/change-log.ts';
import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import type { StoreSeconds } from '../../../domain/sync/store-reader.ts';
import { isAfter, type StreamPosition } from '../../../domain/sync/stream-position.ts';
import { append } from '../log/append.ts';
import { forwardStart } from '../log/forward-start.ts';
import { loadKnown } from '../log/known.ts';
import type { ReadState, Sweep } from '../log/read-state.ts';
import { idsAbove, scopeOf } from '../pages/criteria.ts';
import { fetchPage } from '../pages/fetch-page.ts';
import { mustAdvance, type ReadRecord, type RecordPage } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { type ChangesReader, count, knownOf, type Reading } from '../reading.ts';
import { bisect } from './bisect.ts';
import { brakeOf, type Missing, settle } from './settle.ts';
import { idsBetween } from './sorted-ids.ts';

/** So many missing ids are kept from one slice to the next. */
const IDS_KEPT = 1_000;

/**
 * Reads everything by id and compares it with what was delivered. `walk` delivers what differs although the forward lane
 * is past it, `compare` whatever differs, `redeliver` all. Known records that are not there are suspected to be deleted.
 */
export async function sweep(reading: Reading<ChangesReader>, mode: Sweep['mode'], lane: Lane): Promise<ReadingOutcome> {
  const known = await loadKnown(reading);
  const ids = known.ids();
  const before = reading.seen.state[slotOf(lane)];
  let at = before?.run === reading.order.run ? before : await begin(reading, mode, lane);
  const late = await lateness(reading);
  for (;;) {
    const after = Number(at.after);
    const page = reading.order.mustStop() ? undefined : await nextPage(reading, lane, after);
    if (page === undefined) return keep(reading, lane, at);
    at = progressed(at, page, ids, brakeOf(reading));
    const wanted = page.records.filter((record) => wants(reading, at.mode, record, late));
    if ((await take(reading, lane, page.records, wanted, at)) === 'superseded') return 'superseded';
    if (Number(at.after) === Number.MAX_SAFE_INTEGER) break;
  }
  const settled = await settle(reading, lane, await allMissing(reading, lane, at), 'all');
  if (typeof settled === 'string') return settled;
  return keep(reading, lane, { ...at, missing: settled.left.length, ids: [...settled.left] });
}

function slotOf(lane: Lane): 'full' | 'sweep' {
  return lane === 'full' ? 'full' : 'sweep';
}

function nextPage(reading: Reading<ChangesReader>, lane: Lane, after: number) {
  const { reader } = reading;
  return fetchPage(reading, lane, idsAbove(reader, after, scopeOf(reader, reading.seen.state)));
}

async function begin(reading: Reading, mode: Sweep['mode'], lane: Lane): Promise<Sweep> {
  const sweep: Sweep = { run: reading.order.run, mode, after: 0, missing: 0, ids: [] };
  if (mode === 'walk') return sweep;
  const next = (state: ReadState) => ({ ...state, generation: state.generation + 1, full: sweep });
  await append(reading, { lane, lines: [], next });
  return sweep;
}

/** Up to when the forward lane has seen everything, and from when on it sees nothing yet. */
async function lateness(reading: Reading) {
  return { upTo: forwardStart(reading.seen.state), from: await reading.deps.store.clock() };
}

function wants(
  reading: Reading,
  mode: Sweep['mode'],
  { id, version, at }: ReadRecord,
  late: { readonly upTo: StreamPosition; readonly from: StoreSeconds },
): boolean {
  if (mode === 'redeliver') return true;
  if (knownOf(reading).version(String(id)) === version) return false;
  return mode === 'compare' || at === undefined || !isAfter({ at, id }, late.upTo) || at > late.from;
}

/** Beyond the brake they are only counted: nothing is deleted then. */
function progressed(at: Sweep, { records, full }: RecordPage, ids: Float64Array, brake: number): Sweep {
  const after = Number(at.after);
  const last = records.at(-1)?.id ?? after;
  if (full) mustAdvance(last > after);
  const to = full ? last : Number.MAX_SAFE_INTEGER;
  const here = new Set(records.map(({ id }) => id));
  const missing = idsBetween(ids, after, to).filter((id) => !here.has(id));
  const more = at.missing > brake ? [] : missing;
  return {
    ...at,
    after: to,
    missing: at.missing + missing.length,
    ids: more.length === 0 ? at.ids : [...at.ids, ...more],
  };
}

async function take(
  reading: Reading<ChangesReader>,
  lane: Lane,
  records: readonly ReadRecord[],
  wanted: readonly ReadRecord[],
  at: Sweep,
): Promise<'superseded' | 'taken'> {
  count(reading, { unchanged: records.length - wanted.length });
  if (wanted.length === 0) return 'taken';
  const made = await makeLines(reading, wanted);
  const { delivered } = reading.counts;
  const appended = await append(reading, {
    lane,
    lines: made.lines,
    next: (state) => ({ ...noting(reading, made, state), [slotOf(lane)]: kept(at) }),
    superseded: (lanes, state) => lanes.has(lane) && state[slotOf(lane)]?.run !== at.run,
  });
  if (at.mode === 'walk') count(reading, { late: reading.counts.delivered - delivered });
  return appended === 'superseded' ? 'superseded' : 'taken';
}

/** Those that were not kept from an earlier slice are found by counts. */
async function allMissing(reading: Reading<ChangesReader>, lane: Lane, at: Sweep): Promise<Missing> {
  const found =
    at.missing === at.ids.length || at.missing > brakeOf(reading) ? 'unusable' : await bisect(reading, lane);
  return typeof found === 'string' ? { count: at.missing, ids: at.ids } : { count: found.length, ids: found };
}

async function keep(reading: Reading, lane: Lane, at: Sweep): Promise<ReadingOutcome> {
  await append(reading, { lane, lines: [], next: (state) => ({ ...state, [slotOf(lane)]: kept(at) }) });
  return 'more';
}

function kept(at: Sweep): Sweep {
  return { ...at, ids: at.ids.slice(0, IDS_KEPT) };
}
