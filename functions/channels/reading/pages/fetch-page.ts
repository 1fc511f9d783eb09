import type { Lane } from '../../../domain/sync/change-log.ts';
import { append } from '../log/append.ts';
import type { ChangesReader, Reading } from '../reading.ts';
import type { Ask } from './criteria.ts';
import { answersEmpty, setFailingAside } from './failing-record.ts';
import { isPageFault, listPage, type RecordPage } from './list-page.ts';
import { grow, halve, isCutOff } from './page-size.ts';

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
      if (isCutOff(reading, error)) {
        halve(reading);
        return timeIsUp(reading, lane);
      }
      if (!isPageFault(error) || !(failed || (await answersEmpty(reading, ask)))) throw error;
      await shrink(reading, lane, ask, error);
    }
    if (reading.order.mustStop()) return timeIsUp(reading, lane);
  }
}

/** The next slice begins with the small page; otherwise it could fail in the same way for ever. */
async function timeIsUp(reading: Reading, lane: Lane): Promise<undefined> {
  await append(reading, { lane, lines: [], next: (state) => state });
}

async function shrink(reading: Reading<ChangesReader>, lane: Lane, ask: Ask, error: unknown): Promise<void> {
  if (!halve(reading) && (await setFailingAside(reading, lane, ask)) === 'unfound') throw error;
}
