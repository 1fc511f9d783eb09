import { Refusal } from '../../../domain/refusals/refusal.ts';
import type {
  ChangeLine,
  ChangeLog,
  KnownIndex,
  KnownRecord,
  PastEntry,
  StreamName,
} from '../../../domain/sync/change-log.ts';
import type { Reading } from '../reading.ts';
import { KnownTable } from './known-table.ts';

const ENTRIES_AT_ONCE = 50;

/** So many entries after the stored index are read again at most; then it is stored anew. */
const ENTRIES_MAX = 200;
/** Well within the shortest time that records are kept. */
const AGE_MAX_MS = 24 * 3_600_000;

/** Every entry after number `from`, up to number `to`. */
export async function* entriesBetween(
  log: ChangeLog,
  stream: StreamName,
  from: number,
  to: number,
): AsyncIterable<PastEntry> {
  for (let next = from + 1; next <= to; next += ENTRIES_AT_ONCE) {
    yield* await log.entries(stream, next, Math.min(to, next + ENTRIES_AT_ONCE - 1));
  }
}

/** Entries without lines have no object. */
export async function* linesOf(log: ChangeLog, entry: PastEntry): AsyncIterable<ChangeLine> {
  if (entry.upserts + entry.deletes > 0) yield* log.lines(entry);
}

/** @throws Refusal `cursor_expired` when one of the entries, or its object, is gone */
async function* linesBetween(log: ChangeLog, stream: StreamName, from: number, to: number): AsyncIterable<ChangeLine> {
  let last = from;
  for await (const entry of entriesBetween(log, stream, from, to)) {
    if (entry.n !== last + 1) throw new Refusal('cursor_expired');
    last = entry.n;
    yield* linesOf(log, entry);
  }
  if (last < to) throw new Refusal('cursor_expired');
}

/** What is there after entry `n`: what an index holds, with what has come since. */
export async function* recordsAfter(
  { deps: { log }, order: { stream }, seen: { n } }: Reading,
  base: KnownIndex | undefined,
): AsyncIterable<KnownRecord> {
  const since = new Map<string, KnownRecord | undefined>();
  for await (const { id, op, version, updated } of linesBetween(log, stream, base?.n ?? 0, n)) {
    since.set(id, op === 'delete' ? undefined : { id, version, updated });
  }
  for await (const record of base?.records() ?? []) {
    const newer = since.get(record.id);
    if (newer !== undefined) since.set(record.id, { ...newer, seen: record.seen });
    else if (!since.has(record.id)) yield record;
  }
  for (const record of since.values()) if (record !== undefined) yield record;
}

/** What the log says is there. @throws Refusal `cursor_expired` when that is lost */
export async function* recordsKnown(reading: Reading): AsyncIterable<KnownRecord> {
  yield* recordsAfter(reading, await reading.deps.log.known(reading.order.stream));
}

export async function loadKnown(reading: Reading): Promise<KnownTable> {
  if (reading.known !== undefined) return reading.known;
  const table = new KnownTable();
  const mark = reading.seen.state.sweep?.mark;
  for await (const { id, version, seen } of recordsKnown(reading)) {
    table.set(id, version);
    if (seen !== undefined && seen === mark) table.mark(id);
  }
  reading.known = table;
  return table;
}

/** Whether many entries have piled up after the stored index, or it is so old that they could expire. */
export function knownIsOld({ seen: { n, state }, deps }: Reading): boolean {
  const kept = state.done['known'];
  const age = kept === undefined ? 0 : deps.now().getTime() - Date.parse(kept);
  return n - state.knownAt >= ENTRIES_MAX || (n > state.knownAt && age > AGE_MAX_MS);
}

/** @param records absent: what the log says. @returns false where an index as new was kept before */
export async function keepKnown(reading: Reading, records = recordsKnown(reading)): Promise<boolean> {
  const { n, state } = reading.seen;
  if (state.knownAt >= n) return false;
  const isKept = await reading.deps.log.keepKnown(reading.order.stream, n, records);
  const known = reading.deps.now().toISOString();
  reading.seen = { n, state: { ...state, knownAt: n, done: { ...state.done, known } } };
  return isKept;
}

/** Keeps the index with a mark at each record that is marked in the table. */
export function keepMarked(reading: Reading, table: KnownTable, mark: number): Promise<boolean> {
  return keepKnown(reading, marked(reading, table, mark));
}

async function* marked(reading: Reading, table: KnownTable, mark: number): AsyncIterable<KnownRecord> {
  for await (const { seen: _, ...record } of recordsKnown(reading)) {
    yield table.isMarked(record.id) ? { ...record, seen: mark } : record;
  }
}
