import type { ChangeLine, PastEntry, StreamName } from '../../../../domain/sync/change-log.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import type { Table } from '../../table.ts';
import { type ChangeLogOptions, openChangeLog } from './change-log.ts';
import { entriesOf } from './past-entries.ts';
import { openStreamHeads } from './stream-heads.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Where a stream begins and ends for whoever reads it. */
export type StreamExtent = {
  /** Counts how often its records were deleted. */
  readonly life: number;
  /** 0: nothing was read yet. */
  readonly head: number;
  /** Its records were deleted, and nothing was read since. */
  readonly isDeleted: boolean;
};

/** What readers of records need of a log, without its states. */
export type RecordLog = {
  extent(stream: StreamName): Promise<StreamExtent>;
  /** The oldest entry that is younger than the retention, or the number behind the head. */
  begin(stream: StreamName, extent: StreamExtent): Promise<number>;
  /** Of this life only; those that have expired are left out. */
  entries(stream: StreamName, life: number, from: number, to: number): Promise<readonly PastEntry[]>;
  /** @throws Refusal `cursor_expired` */
  lines(entry: PastEntry): AsyncIterable<ChangeLine>;
};

export function openRecordLog(table: Table, objects: ObjectStore, options: ChangeLogOptions): RecordLog {
  const heads = openStreamHeads(table, objects);
  const { lines } = openChangeLog(table, objects, options);

  const entries: RecordLog['entries'] = (stream, life, from, to) =>
    entriesOf(table, stream, { life, from, to, newest: undefined });

  return {
    entries,
    lines,

    async extent(stream) {
      const { life, head, deletedAt } = await heads.read(stream);
      return { life, head, isDeleted: deletedAt !== undefined };
    },

    /** Times of entries grow with their numbers, so their middle tells which half to look in. */
    async begin(stream, { life, head }) {
      const oldest = new Date(options.now().getTime() - options.retentionDays * DAY_MS).toISOString();
      const isThere = async (n: number) => {
        const [entry] = await entries(stream, life, n, n);
        return entry !== undefined && entry.at >= oldest;
      };
      let [low, high] = [1, head + 1];
      while (low < high) {
        // Most streams are younger than the retention: their first entry is tried first.
        const middle = low === 1 ? 1 : Math.floor((low + high) / 2);
        if (await isThere(middle)) high = middle;
        else low = middle + 1;
      }
      return low;
    },
  };
}
