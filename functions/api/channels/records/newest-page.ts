import type { RecordLog, StreamExtent } from '../../../adapters/dynamodb/channels/log/record-log.ts';
import { type Place, recordCursor } from '../../../channels/record-cursor.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ChangeLine, PastEntry, StreamName } from '../../../domain/sync/change-log.ts';
import { ENTRIES_AT_ONCE, ENTRIES_MAX, PAGE_MAX_BYTES, type RecordPage, shown } from './record-page.ts';

type Line = { readonly text: string; readonly line: number };

/** How much of a page is left. Where nothing is on it yet, it takes one line of any size. */
type Room = { readonly lines: number; readonly bytes: number; readonly isEmpty: boolean };

/**
 * The lines of a stream before a place, newest first. A line that is larger than a page is one by itself. What was lost is
 * left out: whoever has to learn of that reads oldest first.
 */
export async function readNewestPage(
  log: RecordLog,
  stream: StreamName,
  extent: StreamExtent,
  { limit, from }: { readonly limit: number; readonly from: Place },
): Promise<RecordPage> {
  const { life } = extent;
  const begin = await log.begin(stream, extent);
  const first = from.line > 0 ? from.n : from.n - 1;
  if (first < begin) return { items: [], next: from, more: false };
  const items: string[] = [];
  let bytes = 0;
  let next = from;
  for await (const { n, entry } of entriesBack(log, stream, life, first, Math.max(begin, first - ENTRIES_MAX + 1))) {
    const textOf = (change: ChangeLine, line: number) =>
      JSON.stringify({ ...shown(change), cursor: recordCursor(stream, { life, n, line }, 'newest') });
    const room = { lines: limit - items.length, bytes: PAGE_MAX_BYTES - bytes, isEmpty: items.length === 0 };
    const before = n === from.n ? from.line : Number.POSITIVE_INFINITY;
    const { last, line } = await lastLines(log, entry, { before, room, textOf });
    items.push(...last.map(({ text }) => text).toReversed());
    bytes += last.reduce((sum, { text }) => sum + sizeOf(text), 0);
    next = { life, n, line };
    if (line > 0 || items.length === limit) break;
  }
  return { items, next, more: next.n > begin || next.line > 0 };
}

/** Each number from `first` back to `end`, with its entry, if that is left. */
async function* entriesBack(log: RecordLog, stream: StreamName, life: number, first: number, end: number) {
  for (let to = first; to >= end; to -= ENTRIES_AT_ONCE) {
    const from = Math.max(end, to - ENTRIES_AT_ONCE + 1);
    const found = new Map((await log.entries(stream, life, from, to)).map((entry) => [entry.n, entry]));
    for (let n = to; n >= from; n -= 1) yield { n, entry: found.get(n) };
  }
}

type Asked = {
  /** Lines are counted from 0: those before this one are wanted. */
  readonly before: number;
  readonly room: Room;
  readonly textOf: (change: ChangeLine, line: number) => string;
};

/** As many of an entry's last lines as there is room for, and how many lines are left before them. */
async function lastLines(
  log: RecordLog,
  entry: PastEntry | undefined,
  { before, room, textOf }: Asked,
): Promise<{ readonly last: readonly Line[]; readonly line: number }> {
  const last: Line[] = [];
  let [bytes, line] = [0, 0];
  const isTooMuch = () => last.length > room.lines || (bytes > room.bytes && last.length > (room.isEmpty ? 1 : 0));
  for await (const change of keptLines(log, entry)) {
    if (line >= before) break;
    const text = textOf(change, line);
    last.push({ text, line });
    bytes += sizeOf(text);
    while (isTooMuch()) bytes -= sizeOf(last.shift()?.text ?? '');
    line += 1;
  }
  return { last, line: last[0]?.line ?? line };
}

async function* keptLines(log: RecordLog, entry: PastEntry | undefined): AsyncGenerator<ChangeLine> {
  if (entry === undefined) return;
  try {
    yield* log.lines(entry);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'cursor_expired') throw error;
  }
}

/** With the comma behind it. */
function sizeOf(text: string): number {
  return Buffer.byteLength(text) + 1;
}
