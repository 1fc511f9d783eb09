import type { RecordLog, StreamExtent } from '../../../adapters/dynamodb/channels/log/record-log.ts';
import { type Place, recordCursor } from '../../../channels/record-cursor.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ChangeLine, PastEntry, StreamName } from '../../../domain/sync/change-log.ts';
import { expired } from './begin-of-page.ts';

/** Lambda passes on 6 MB, of text that is escaped once more: `api-handler.ts`. */
export const PAGE_MAX_BYTES = 4 * 1024 * 1024;
export const ENTRIES_AT_ONCE = 20;
/** Entries may have no lines: a page ends here, and the next one goes on. */
export const ENTRIES_MAX = 200;

/** JSON texts of changes, where the next page begins, and whether it holds any by now. */
export type RecordPage = { readonly items: readonly string[]; readonly next: Place; readonly more: boolean };

type Line = { readonly text: string; readonly at: Place };

/**
 * The lines of a stream from a place on. A line that is larger than a page is one by itself.
 *
 * @throws Refusal `cursor_expired` where the first one is gone
 */
export async function readRecordPage(
  log: RecordLog,
  stream: StreamName,
  extent: StreamExtent,
  { limit, from }: { readonly limit: number; readonly from: Place },
): Promise<RecordPage> {
  const end = Math.min(extent.head, from.n + ENTRIES_MAX - 1);
  const items: string[] = [];
  let bytes = 0;
  let next = from;
  const pageTo = (end: Place) => ({ items, next: end, more: end.n <= extent.head });
  try {
    for await (const { text, at } of linesFrom(log, stream, from, end)) {
      if (text === undefined) {
        next = at;
        continue;
      }
      bytes += Buffer.byteLength(text) + 1;
      if (items.length === limit || (items.length > 0 && bytes > PAGE_MAX_BYTES)) return pageTo(at);
      items.push(text);
      next = { ...at, line: at.line + 1 };
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'cursor_expired') throw error;
    // What comes before is delivered; the next page says where to begin instead: behind what is gone, in any case.
    if (items.length > 0) return pageTo(next);
    const begin = Math.max(await log.begin(stream, extent), next.n + 1);
    throw expired(stream, { life: extent.life, n: begin, line: 0 });
  }
  return pageTo(next);
}

/** Each line with its place, and after each entry the place of the next one, without a text. */
async function* linesFrom(
  log: RecordLog,
  stream: StreamName,
  from: Place,
  end: number,
): AsyncGenerator<Line | { readonly text: undefined; readonly at: Place }> {
  for await (const entry of entriesFrom(log, stream, from, end)) {
    const cursorBehind = (line: number) => recordCursor(stream, { ...from, n: entry.n, line: line + 1 });
    let line = 0;
    for await (const change of log.lines(entry)) {
      const isWanted = entry.n > from.n || line >= from.line;
      if (isWanted)
        yield {
          text: JSON.stringify({ ...shown(change), cursor: cursorBehind(line) }),
          at: { ...from, n: entry.n, line },
        };
      line += 1;
    }
    yield { text: undefined, at: { ...from, n: entry.n + 1, line: 0 } };
  }
}

/** @throws Refusal `cursor_expired` at the first one that is missing */
async function* entriesFrom(
  log: RecordLog,
  stream: StreamName,
  { life, n: first }: Place,
  end: number,
): AsyncGenerator<PastEntry> {
  for (let from = first; from <= end; from += ENTRIES_AT_ONCE) {
    const to = Math.min(end, from + ENTRIES_AT_ONCE - 1);
    const found = new Map((await log.entries(stream, life, from, to)).map((entry) => [entry.n, entry]));
    for (let n = from; n <= to; n += 1) {
      const entry = found.get(n);
      if (entry === undefined) throw new Refusal('cursor_expired');
      yield entry;
    }
  }
}

/** Which run read it is for whoever looks after runs. */
export function shown({ id, op, version, updated, at, origin, record }: ChangeLine): Omit<ChangeLine, 'run'> {
  return { id, op, version, updated, at, origin, record };
}
