import type { ChangeLog } from '../../domain/sync/change-log.ts';

/** From the first entry with lines to the last one. Those of others may lie in between. */
export type EntryRange = {
  readonly first: number;
  readonly last: number;
  readonly upserts: number;
  readonly deletes: number;
};

/** A log that remembers what is appended by it. */
export function watchAppends(log: ChangeLog): {
  readonly log: ChangeLog;
  readonly entries: () => EntryRange | undefined;
} {
  let range: EntryRange | undefined;
  const watched: ChangeLog = {
    ...log,
    async append(stream, entry, lines) {
      const isAppended = await log.append(stream, entry, lines);
      if (isAppended && lines.length > 0) range = extended(range, entry);
      return isAppended;
    },
  };
  return { log: watched, entries: () => range };
}

function extended(
  range: EntryRange | undefined,
  { n, upserts, deletes }: Parameters<ChangeLog['append']>[1],
): EntryRange {
  return {
    first: range?.first ?? n,
    last: n,
    upserts: (range?.upserts ?? 0) + upserts,
    deletes: (range?.deletes ?? 0) + deletes,
  };
}
