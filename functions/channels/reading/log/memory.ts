import type { ChangeLine } from '../../../domain/sync/change-log.ts';
import type { StoreSeconds } from '../../../domain/sync/store-reader.ts';
import { parseStoreTime } from '../../../domain/sync/store-time.ts';
import type { ReadRecord } from '../pages/list-page.ts';
import type { Reading } from '../reading.ts';
import type { ReadState } from './read-state.ts';

/**
 * How long before the newest change it read a look begins. Magento stamps a row when a statement begins and shows it when
 * its transaction ends, so what has the lower time can appear later. Checkout and imports hold transactions for seconds;
 * the default limits of PHP and of a proxy end a request well within five minutes.
 */
export const OVERLAP_SECONDS = 300;

export type Remembered = { readonly id: string; readonly at: StoreSeconds; readonly version: string };

/** A mass update can change more within the overlap than an entry should carry. */
const REMEMBERED_MAX = 5_000;

/** The memory after these lines: of each record what was delivered last, within the overlap only. */
export function remember(state: ReadState, lines: readonly ChangeLine[], seen: readonly Remembered[]): ReadState {
  const since = state.position.at - OVERLAP_SECONDS;
  const next = new Map(state.memory.map((entry) => [entry[0], entry]));
  const note = ({ id, at, version }: Remembered) => (at < since ? next.delete(id) : next.set(id, [id, at, version]));
  for (const one of seen) note(one);
  for (const { id, op, updated, version } of lines) {
    const at = op === 'upsert' ? parseStoreTime(updated) : undefined;
    if (at === undefined) next.delete(id);
    else note({ id, at, version });
  }
  const memory = [...next.values()].filter(([, at]) => at >= since);
  const before = state.memoryCut !== undefined && state.memoryCut >= since ? state.memoryCut : undefined;
  return { ...state, ...cut(memory, before) };
}

function cut(memory: ReadState['memory'], before: StoreSeconds | undefined): Pick<ReadState, 'memory' | 'memoryCut'> {
  if (memory.length <= REMEMBERED_MAX) return { memory, memoryCut: before };
  const sorted = memory.toSorted(([, one], [, other]) => other - one);
  const newestCut = sorted[REMEMBERED_MAX]?.[1] ?? 0;
  return { memory: sorted.slice(0, REMEMBERED_MAX), memoryCut: Math.max(newestCut, before ?? 0) };
}

/** Those of which another version was delivered last, or none, as far as that is remembered. */
export function notRemembered(reading: Reading, records: readonly ReadRecord[]): ReadRecord[] {
  const versions = new Map(reading.seen.state.memory.map(([id, , version]) => [id, version]));
  return records.filter(
    ({ id, version }) => (versions.get(String(id)) ?? reading.known?.version(String(id))) !== version,
  );
}
