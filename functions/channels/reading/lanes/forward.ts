import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { isAfter, later, type StreamPosition } from '../../../domain/sync/stream-position.ts';
import { append } from '../log/append.ts';
import { forwardStart, passEnded } from '../log/forward-start.ts';
import { loadKnown } from '../log/known.ts';
import { notRemembered, OVERLAP_SECONDS } from '../log/memory.ts';
import type { ReadState } from '../log/read-state.ts';
import { changedAfter } from '../pages/criteria.ts';
import { fetchPage } from '../pages/fetch-page.ts';
import { mustAdvance, type ReadRecord, type RecordPage } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { type ChangesReader, count, type Reading } from '../reading.ts';

type Pass = NonNullable<ReadState['pass']>;
type Taken = 'taken' | 'superseded' | 'again';

/**
 * What has changed, in the order of changes. A pass begins the overlap before the newest change that was read, or after
 * what is settled, and ends where the store's clock stood when it began: what is stamped later comes with a later pass,
 * and rows of the future when their time has come (before that, the first import and the walk see them).
 */
export async function forward(reading: Reading<ChangesReader>): Promise<ReadingOutcome> {
  const { pass } = reading.seen.state;
  if (pass !== undefined) {
    const ended = await readPass(reading, pass);
    if (ended !== 'finished') return ended;
  }
  const upTo = await reading.deps.store.clock();
  // What has come since is left to the next look, as it is after any other: otherwise a slow store is read for ever.
  if (pass !== undefined && upTo - pass.upTo < OVERLAP_SECONDS) return 'finished';
  return readPass(reading, { from: forwardStart(reading.seen.state), upTo });
}

/** One pass to its end. What was changed after it began is not in it, however long it takes. */
async function readPass(reading: Reading<ChangesReader>, { from: begin, upTo }: Pass): Promise<ReadingOutcome> {
  const { memoryCut } = reading.seen.state;
  if (memoryCut !== undefined && memoryCut >= begin.at) await loadKnown(reading);
  let pass: Pass = { from: begin, upTo };
  while (!reading.order.mustStop()) {
    const isLong = pass.from !== begin || reading.seen.state.pass !== undefined;
    const read = await readPage(reading, pass, isLong);
    if (read === 'superseded') return 'superseded';
    if (read === 'cut') return cut(reading, pass);
    if (read === 'last') return end(reading, upTo, pass.from !== begin);
    pass = read;
  }
  return pass.from === begin ? 'more' : cut(reading, pass);
}

/** Returns what is left of the pass. */
async function readPage(
  reading: Reading<ChangesReader>,
  pass: Pass,
  isLong: boolean,
): Promise<Pass | 'last' | 'cut' | 'superseded'> {
  const { from, upTo } = pass;
  const page = await fetchPage(reading, 'forward', changedAfter(reading.reader, from, upTo));
  if (page === undefined) return 'cut';
  const last = lastAfter(from, page.records);
  if (page.full) mustAdvance(last !== undefined);
  const left = page.full && last !== undefined ? { from: last, upTo } : undefined;
  const taken = await take(reading, page, last, { upTo, left, isLong });
  if (taken === 'superseded') return 'superseded';
  return taken === 'again' ? pass : (left ?? 'last');
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
  { upTo, left, isLong }: { readonly upTo: number; readonly left: Pass | undefined; readonly isLong: boolean },
): Promise<Taken> {
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
    next: (before) => {
      const next = { ...noting(reading, made, before), position: position(before) };
      if (left !== undefined) return { ...next, pass: left };
      // The overlap of a single page is read again, so that little depends on how well the store's clocks agree.
      return isLong ? passEnded(next, upTo) : next;
    },
    superseded: (lanes) => lanes.has('forward'),
    again: true,
  });
  return appended === 'appended' ? 'taken' : appended;
}

/** Left to the next slice: there may be more rows within the overlap than one slice reads. */
async function cut(reading: Reading, pass: Pass): Promise<ReadingOutcome> {
  const before = reading.seen.state.pass;
  if (before?.upTo === pass.upTo && !isAfter(pass.from, before.from)) return 'more';
  return note(reading, (state) => ({ ...state, pass }), 'more');
}

/** A pass of several pages is noted, since what it has settled is not read again; one of a single page writes nothing. */
async function end(reading: Reading, upTo: number, isLong: boolean): Promise<ReadingOutcome> {
  const { state } = reading.seen;
  const isMore = isLong && isAfter(forwardStart(passEnded(state, upTo)), forwardStart(state));
  if (!isMore && state.pass === undefined) return 'finished';
  return note(reading, (before) => passEnded(before, upTo), 'finished');
}

async function note(
  reading: Reading,
  next: (state: ReadState) => ReadState,
  outcome: 'more' | 'finished',
): Promise<ReadingOutcome> {
  const superseded = (lanes: ReadonlySet<string>) => lanes.has('forward');
  const noted = await append(reading, { lane: 'forward', lines: [], next, superseded });
  return noted === 'superseded' ? 'superseded' : outcome;
}
