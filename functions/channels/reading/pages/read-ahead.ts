import type { ChangesReader, Reading } from '../reading.ts';
import type { Ask } from './criteria.ts';
import { listPage, type RecordPage } from './list-page.ts';

/** A page that was asked for while the one before is stored. */
export type Ahead = {
  readonly page: Promise<RecordPage>;
  /** How often entries of others had been found when it was asked for. */
  readonly caughtUp: number;
};

export function askAhead(reading: Reading<ChangesReader>, ask: Ask): Ahead {
  const page = listPage(reading, ask, reading.pageSize);
  // Whoever takes the page learns why it failed; perhaps nobody does.
  page.catch(() => undefined);
  return { page, caughtUp: reading.caughtUp };
}

/**
 * Undefined for a page that may be older than what others have delivered since: stored after that, its records would go
 * back in time.
 */
export async function askedAhead(reading: Reading, { page, caughtUp }: Ahead): Promise<RecordPage | undefined> {
  if (caughtUp === reading.caughtUp) return page;
  await page.catch(() => undefined);
  return undefined;
}
