import type { StreamName } from '../../../../domain/sync/change-log.ts';
import { batchGet } from '../../batch-get.ts';
import type { Table } from '../../table.ts';
import { type EntryItem, entryKey, parseEntry } from './stream-item.ts';

export type EntryRange = {
  readonly life: number;
  readonly from: number;
  readonly to: number;
  /** That of the stream's item: it stays when the entry itself has expired. */
  readonly newest: EntryItem | undefined;
};

/** Entries `from` to `to` of one life of a stream, in order; expired ones are left out. */
export async function entriesOf(
  table: Table,
  stream: StreamName,
  { life, from, to, newest }: EntryRange,
): Promise<readonly EntryItem[]> {
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  const found = (
    await batchGet(
      table,
      numbers.map((n) => entryKey(stream, n)),
    )
  ).map(parseEntry);
  const byNumber = new Map([...(newest ? [newest] : []), ...found].map((entry) => [entry.n, entry]));
  return numbers.flatMap((n) => {
    const entry = byNumber.get(n);
    return entry?.life === life ? [entry] : [];
  });
}
