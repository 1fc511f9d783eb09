import type {
  ChangeLine,
  ChangeLog,
  KnownRecord,
  LogEntry,
  NewLine,
  PastEntry,
  StoredEntry,
} from '../../../../functions/domain/sync/change-log.ts';

/** The log of one stream. */
export class InMemoryLog implements ChangeLog {
  readonly stored: { readonly entry: StoredEntry; readonly lines: readonly NewLine[] }[] = [];
  index: { readonly n: number; readonly records: readonly KnownRecord[] } | undefined;
  appends = 0;

  async last() {
    return this.stored.at(-1)?.entry;
  }

  async entries(_: unknown, from: number, to: number) {
    return this.stored.slice(from - 1, to).map(({ entry }) => entry);
  }

  async *lines({ n }: PastEntry) {
    yield* this.stored[n - 1]?.lines ?? [];
  }

  async append(_: unknown, entry: LogEntry, lines: readonly NewLine[]) {
    this.appends += 1;
    if (entry.n !== this.stored.length + 1) return false;
    // As JSON, since that is how states are kept.
    this.stored.push({ entry: { ...JSON.parse(JSON.stringify(entry)), bytes: 0 }, lines });
    return true;
  }

  async restart(_: unknown, n: number) {
    if (n !== this.stored.length) return false;
    this.stored.length = 0;
    this.index = undefined;
    return true;
  }

  async known() {
    const { index } = this;
    if (index === undefined) return undefined;
    return {
      n: index.n,
      async *records() {
        yield* index.records;
      },
    };
  }

  async keepKnown(_: unknown, n: number, records: Iterable<KnownRecord> | AsyncIterable<KnownRecord>) {
    const kept: KnownRecord[] = [];
    for await (const record of records) kept.push(record);
    if (this.index !== undefined && this.index.n >= n) return false;
    this.index = { n, records: kept };
    return true;
  }

  /** What a consumer that has read everything holds: the newest line of each record that is there. */
  fold(): Map<string, ChangeLine> {
    const folded = new Map<string, ChangeLine>();
    for (const { lines } of this.stored) {
      for (const line of lines) {
        if (line.op === 'delete') folded.delete(line.id);
        else folded.set(line.id, line);
      }
    }
    return folded;
  }
}
