import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { allDone } from '../due-tasks.ts';
import { append } from '../log/append.ts';
import { notRemembered } from '../log/memory.ts';
import type { ReadState } from '../log/read-state.ts';
import { idsBelow, scopeOf } from '../pages/criteria.ts';
import { fetchPage } from '../pages/fetch-page.ts';
import { mustAdvance, type RecordPage } from '../pages/list-page.ts';
import { makeLines, noting } from '../pages/make-lines.ts';
import { type ChangesReader, count, type Reading } from '../reading.ts';

/** The first import: every record, the newest id first. What other lanes deliver meanwhile is dropped from its pages. */
export async function backfill(reading: Reading<ChangesReader>): Promise<ReadingOutcome> {
  const { order, reader } = reading;
  for (;;) {
    const left = reading.seen.state.backfill;
    if (left === undefined) return 'finished';
    if (order.mustStop()) return 'more';
    const page = await fetchPage(
      reading,
      'backfill',
      idsBelow(reader, left.below, scopeOf(reader, reading.seen.state)),
    );
    if (page === undefined) return 'more';
    if ((await take(reading, page, left.below)) === 'superseded') return 'superseded';
  }
}

async function take(reading: Reading<ChangesReader>, { records, full, page }: RecordPage, below: number | undefined) {
  const fresh = notRemembered(reading, records);
  count(reading, { unchanged: records.length - fresh.length });
  const made = await makeLines(reading, fresh);
  const last = records.at(-1);
  const goesOn = full && last !== undefined;
  if (goesOn) mustAdvance(below === undefined || last.id < below);
  const left = page.total === undefined ? undefined : Math.max(0, page.total - records.length);
  const next = (state: ReadState): ReadState => {
    const total = state.total ?? page.total;
    const { backfill: _, ...noted } = { ...noting(reading, made, state), total };
    return goesOn ? { ...noted, backfill: { below: last.id, left } } : allDone(noted, reading.deps.now());
  };
  return append(reading, {
    lane: 'backfill',
    lines: made.lines,
    seen: fresh.flatMap(({ id, at, version }) => (at === undefined ? [] : [{ id: String(id), at, version }])),
    next,
    superseded: (_, state) => state.backfill === undefined || state.backfill.below !== below,
  });
}
