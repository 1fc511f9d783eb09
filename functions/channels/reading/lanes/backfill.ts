import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { allDone } from '../due-tasks.ts';
import { append } from '../log/append.ts';
import { notRemembered } from '../log/memory.ts';
import type { ReadState } from '../log/read-state.ts';
import { idsBelow, scopeOf } from '../pages/criteria.ts';
import { fetchPage } from '../pages/fetch-page.ts';
import { mustAdvance, type RecordPage } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { type Ahead, askAhead } from '../pages/read-ahead.ts';
import { type ChangesReader, count, type Reading } from '../reading.ts';

/** Of a page, while the next one is asked for. */
const AHEAD_MAX_CHARACTERS = 4 * 1024 * 1024;

/**
 * The first import: every record, the newest id first. What other lanes deliver meanwhile is dropped from its pages. The
 * next page is asked for while one is stored, unless that is very large.
 */
export async function backfill(reading: Reading<ChangesReader>): Promise<ReadingOutcome> {
  const { order, reader } = reading;
  const askBelow = (id: number | undefined) => idsBelow(reader, id, scopeOf(reader, reading.seen.state));
  if (reading.seen.state.backfill !== undefined && order.mustStop()) return 'more';
  let ahead: Ahead | undefined;
  for (let left = reading.seen.state.backfill; left !== undefined; left = reading.seen.state.backfill) {
    const page = await fetchPage(reading, 'backfill', askBelow(left.below), { ahead });
    if (page === undefined) return 'more';
    const next = lastOf(page, left.below);
    const isCut = next !== undefined && order.mustStop();
    ahead = next === undefined || isCut || isHeavy(page) ? undefined : askAhead(reading, askBelow(next));
    if ((await take(reading, page, left.below, next)) === 'superseded') return 'superseded';
    if (isCut) return 'more';
  }
  return 'finished';
}

/** Two of its size would take too much memory where many stores are read at once. */
function isHeavy({ records }: RecordPage): boolean {
  return records.reduce((sum, { json }) => sum + json.length, 0) > AHEAD_MAX_CHARACTERS;
}

/** The id that the next page begins below; undefined after the last page. */
function lastOf({ records, full }: RecordPage, below: number | undefined): number | undefined {
  const last = full ? records.at(-1)?.id : undefined;
  if (last !== undefined) mustAdvance(below === undefined || last < below);
  return last;
}

async function take(
  reading: Reading<ChangesReader>,
  { records, page }: RecordPage,
  below: number | undefined,
  goesOnBelow: number | undefined,
) {
  const fresh = notRemembered(reading, records);
  count(reading, { unchanged: records.length - fresh.length });
  const made = await makeLines(reading, fresh);
  const left = page.total === undefined ? undefined : Math.max(0, page.total - records.length);
  const next = (state: ReadState): ReadState => {
    const total = state.total ?? page.total;
    const { backfill: _, ...noted } = { ...noting(reading, made, state), total };
    if (goesOnBelow === undefined) return allDone(noted, reading.deps.now());
    return { ...noted, backfill: { below: goesOnBelow, left } };
  };
  return append(reading, {
    lane: 'backfill',
    lines: made.lines,
    seen: fresh.flatMap(({ id, at, version }) => (at === undefined ? [] : [{ id: String(id), at, version }])),
    next,
    superseded: (_, state) => state.backfill === undefined || state.backfill.below !== below,
  });
}
