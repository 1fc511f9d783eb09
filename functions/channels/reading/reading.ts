import type { Reader } from '../../domain/sync/connector.ts';
import type { ReadingDeps, ReadingOrder } from '../../domain/sync/reading.ts';
import { RUN_ERRORS_MAX, type RunCounts, type RunError } from '../../domain/sync/run.ts';
import type { KnownTable } from './log/known-table.ts';
import type { ReadState } from './log/read-state.ts';

export type ChangesReader = Extract<Reader, { kind: 'changes' }>;
export type SnapshotReader = Extract<Reader, { kind: 'snapshot' }>;

/** One reading under way. What changes during it is here, and nowhere else. */
export type Reading<R extends Reader = Reader> = {
  readonly deps: ReadingDeps;
  readonly order: ReadingOrder;
  readonly reader: R;
  /** The newest entry that was seen, and the state after it: only entry n + 1 can be appended. */
  seen: { readonly n: number; readonly state: ReadState };
  /** What the log says is there after entry n; loaded where a lane compares with it. */
  known: KnownTable | undefined;
  /** Records asked for at once, and how many pages of that size have come in a row. */
  pageSize: number;
  pagesInARow: number;
  counts: RunCounts;
  readonly errors: RunError[];
};

export function count(reading: Reading, more: Partial<RunCounts>): void {
  const { read, delivered, unchanged, deleted, late, poisoned, calls } = reading.counts;
  reading.counts = {
    read: read + (more.read ?? 0),
    delivered: delivered + (more.delivered ?? 0),
    unchanged: unchanged + (more.unchanged ?? 0),
    deleted: deleted + (more.deleted ?? 0),
    late: late + (more.late ?? 0),
    poisoned: poisoned + (more.poisoned ?? 0),
    calls: calls + (more.calls ?? 0),
  };
}

export function report(reading: Reading, code: RunError['code'], id?: string): void {
  count(reading, { poisoned: 1 });
  if (reading.errors.length >= RUN_ERRORS_MAX) return;
  reading.errors.push({
    connector: reading.order.connector.name,
    code,
    ...(id === undefined ? {} : { id }),
    at: reading.deps.now().toISOString(),
  });
}

export function knownOf(reading: Reading): KnownTable {
  if (reading.known === undefined) throw new Error('The index of known records is not loaded.');
  return reading.known;
}
