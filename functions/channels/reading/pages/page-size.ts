import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Reading } from '../reading.ts';
import { isPageFault } from './list-page.ts';

/** So many pages of one size in a row, and the next is twice as large. */
const PAGES_BEFORE_GROWTH = 2;

export function grow(reading: Reading): void {
  const set = reading.order.settings.pageSize;
  if (reading.pageSize >= set) return;
  reading.pagesInARow += 1;
  if (reading.pagesInARow < PAGES_BEFORE_GROWTH) return;
  reading.pagesInARow = 0;
  reading.pageSize = Math.min(set, reading.pageSize * 2);
}

/** @returns false for a page of a single record */
export function halve(reading: Reading): boolean {
  reading.pagesInARow = 0;
  if (reading.pageSize === 1) return false;
  reading.pageSize = Math.floor(reading.pageSize / 2);
  return true;
}

/**
 * Whether a page did not come before the time was up: the next slice asks for it anew, and this is no fault of the store.
 * A reading that gets no page of a single record has failed; otherwise it could go on for ever.
 */
export function isCutOff(reading: Reading, error: unknown): boolean {
  if (!reading.order.mustStop()) return false;
  if (reading.pageSize === 1 && reading.counts.read === 0) return false;
  return isPageFault(error) || (error instanceof Refusal && error.code === 'store_unreachable');
}
