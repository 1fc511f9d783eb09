import type { Lane } from '../../../domain/sync/change-log.ts';
import { append } from '../log/append.ts';
import type { ChangesReader, Reading } from '../reading.ts';
import type { Ask } from './criteria.ts';
import { answersEmpty, setFailingAside } from './failing-record.ts';
import { isPageFault, listPage, type RecordPage } from './list-page.ts';

/** So many pages of one size in a row, and the next is twice as large. */
const PAGES_BEFORE_GROWTH = 2;

/**
 * The next page. Where the store fails, half of it, down to a single record; where it fails on that, the record is set
 * aside and the page asked for without it. Undefined when the time is up meanwhile.
 */
export async function fetchPage(
  reading: Reading<ChangesReader>,
  lane: Lane,
  ask: Ask,
  most: number = reading.pageSize,
): Promise<RecordPage | undefined> {
  for (let failed = false; ; failed = true) {
    try {
      const page = await listPage(reading, ask, Math.min(most, reading.pageSize));
      grow(reading);
      reading.order.onPage?.(reading.counts);
      return page;
    } catch (error) {
      if (!isPageFault(error) || !(failed || (await answersEmpty(reading, ask)))) throw error;
      await shrink(reading, lane, ask, error);
    }
    if (reading.order.mustStop()) {
      // The next slice begins with the small page; otherwise it could fail in the same way for ever.
      await append(reading, { lane, lines: [], next: (state) => state });
      return undefined;
    }
  }
}

async function shrink(reading: Reading<ChangesReader>, lane: Lane, ask: Ask, error: unknown): Promise<void> {
  reading.pagesInARow = 0;
  if (reading.pageSize > 1) reading.pageSize = Math.floor(reading.pageSize / 2);
  else if (!(await setFailingAside(reading, lane, ask))) throw error;
}

function grow(reading: Reading): void {
  const set = reading.order.settings.pageSize;
  if (reading.pageSize >= set) return;
  reading.pagesInARow += 1;
  if (reading.pagesInARow < PAGES_BEFORE_GROWTH) return;
  reading.pagesInARow = 0;
  reading.pageSize = Math.min(set, reading.pageSize * 2);
}
