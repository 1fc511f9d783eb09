import type { ChangeLine } from '../../../domain/sync/change-log.ts';
import type { StoreSeconds } from '../../../domain/sync/store-reader.ts';
import { parseStoreTime } from '../../../domain/sync/store-time.ts';
import type { ReadState } from './read-state.ts';

/**
 * How long before the newest change it read a look begins. Magento stamps a row when a statement begins and shows it when
 * its transaction ends, so what has the lower time can appear later. Checkout and imports hold transactions for seconds;
 * the default limits of PHP and of a proxy end a request well within five minutes.
 */
export const OVERLAP_SECONDS = 300;

export type Remembered = { readonly id: string; readonly at: StoreSeconds; readonly version: string };

/** The memory after these lines: of each record what was delivered last, within the overlap only. */
export function remember(
  memory: ReadState['memory'],
  lines: readonly ChangeLine[],
  seen: readonly Remembered[],
  newest: StoreSeconds,
): ReadState['memory'] {
  const since = newest - OVERLAP_SECONDS;
  const next = new Map(memory.map((entry) => [entry[0], entry]));
  for (const { id, at, version } of seen) next.set(id, [id, at, version]);
  for (const { id, op, updated, version } of lines) {
    const at = parseStoreTime(updated);
    next.delete(id);
    if (op === 'upsert' && at !== undefined) next.set(id, [id, at, version]);
  }
  return [...next.values()].filter(([, at]) => at >= since);
}
