import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import type { StoreSeconds } from '../../../domain/sync/store-reader.ts';
import { BEFORE_ALL_IDS, isAfter, later, type StreamPosition } from '../../../domain/sync/stream-position.ts';
import { append } from '../log/append.ts';
import { loadKnown } from '../log/known.ts';
import { notRemembered, OVERLAP_SECONDS } from '../log/memory.ts';
import type { ReadState } from '../log/read-state.ts';
import { changedAfter } from '../pages/criteria.ts';
import { fetchPage } from '../pages/fetch-page.ts';
import { mustAdvance, type ReadRecord, type RecordPage } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { type ChangesReader, count, type Reading } from '../reading.ts';

/**
 * What has changed, in the order of changes. It begins the overlap before the newest change that was read, and ends where
 * the store's clock stood when it began: what is stamped later comes with a later look, and rows of the future when their
 * time has come (before that, the first import and the walk see them).
 */
export async function forward(reading: Reading<ChangesReader>): Promise<ReadingOutcome> {
  const upTo = await reading.deps.store.clock();
  if (reading.seen.state.memoryCut !== undefined) await loadKnown(reading);
  let from = { at: reading.seen.state.position.at - OVERLAP_SECONDS, id: BEFORE_ALL_IDS };
  for (;;) {
    if (reading.order.mustStop()) return 'more';
    const page = await fetchPage(reading, 'forward', changedAfter(reading.reader, from, upTo));
    if (page === undefined) return 'more';
    const last = lastAfter(from, page.records);
    const taken = await take(reading, page, last, upTo);
    if (taken === 'superseded') return 'superseded';
    if (taken === 'again') continue;
    if (!page.full) return 'finished';
    mustAdvance(last !== undefined);
    from = last ?? from;
  }
}

/** Undefined where the page leads no further. */
function lastAfter(from: StreamPosition, records: readonly ReadRecord[]): StreamPosition | undefined {
  const timed = records.flatMap(({ at, id }) => (at === undefined ? [] : [{ at, id }]));
  const last = timed.at(-1);
  return last !== undefined && isAfter(last, from) ? last : undefined;
}

async function take(
  reading: Reading<ChangesReader>,
  { records, page }: RecordPage,
  last: StreamPosition | undefined,
  upTo: StoreSeconds,
): Promise<'taken' | 'superseded' | 'again'> {
  const { state } = reading.seen;
  const fresh = notRemembered(reading, records);
  count(reading, { unchanged: records.length - fresh.length });
  const cap = { at: Math.min(upTo, page.answeredAt ?? upTo), id: Number.MAX_SAFE_INTEGER };
  const reached = last === undefined ? undefined : isAfter(last, cap) ? cap : last;
  const position = (before: ReadState) => (reached === undefined ? before.position : later(before.position, reached));
  if (fresh.length === 0 && !isAfter(position(state), state.position)) return 'taken';
  const made = await makeLines(reading, fresh);
  const appended = await append(reading, {
    lane: 'forward',
    lines: made.lines,
    seen: fresh.map(({ id, at = 0, version }) => ({ id: String(id), at, version })),
    next: (before) => ({ ...noting(reading, made, before), position: position(before) }),
    superseded: (lanes) => lanes.has('forward'),
    again: true,
  });
  return appended === 'appended' ? 'taken' : appended;
}
