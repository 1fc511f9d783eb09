import type { ChannelId, ConnectorName, RunId } from './channel-ids.ts';

/** A log of its own for each connector of a channel. */
export type StreamName = { readonly channel: ChannelId; readonly connector: ConnectorName };

/** What reads a store. `confirmed`: deletions that an operator has confirmed. */
export const LANES = [
  'begin',
  'forward',
  'backfill',
  'reread',
  'counts',
  'walk',
  'snapshot',
  'full',
  'confirmed',
] as const;
export type Lane = (typeof LANES)[number];

/** One line of an object: what became of one record. */
export type ChangeLine = {
  /** The record's id in the store, or its key in a snapshot, as text. */
  readonly id: string;
  readonly op: 'upsert' | 'delete';
  /** Hash of the content: two changes in one second have one time. Of a deletion, of the last content known. */
  readonly version: string;
  /** The store's time of the change, `YYYY-MM-DD hh:mm:ss` in UTC, where it tells one. */
  readonly updated?: string | undefined;
  /** When it was read, ISO 8601. */
  readonly at: string;
  readonly run: RunId;
  /** `export`: the vendor's own change, seen again. */
  readonly origin: 'store' | 'export';
  /** Of an upsert: what the connector's processor made of it. */
  readonly record?: unknown;
};

/** One to be appended. `json`: its record, where that has been written already. */
export type NewLine = ChangeLine & { readonly json?: string | undefined };

/** What is kept of a stream besides its lines: JSON, and the reading code's own. */
export type StreamState = { readonly [name: string]: unknown };

export type LogEntry = {
  /** From 1, without gaps. */
  readonly n: number;
  readonly lane: Lane;
  readonly run: RunId;
  readonly at: string;
  /** Counts full readings that were asked for; cursors hold it. */
  readonly generation: number;
  readonly upserts: number;
  readonly deletes: number;
  /** Whole state after this entry. */
  readonly state: StreamState;
};

/** The same with the key of its object; none where it has no lines. */
export type StoredEntry = LogEntry & { readonly object?: string | undefined; readonly bytes: number };

/** One that may not be the newest: states of older entries are not kept. */
export type PastEntry = Omit<StoredEntry, 'state'>;

/** What is known of one living record: id, version, the store's time of it. */
export type KnownRecord = {
  readonly id: string;
  readonly version: string;
  readonly updated?: string | undefined;
  /** Of a snapshot: the number of the reading that has seen it, while that goes on from slice to slice. */
  readonly seen?: number | undefined;
};

/**
 * All records that the log says are there after entry `n`, sorted as they were given.
 *
 * @throws Refusal `cursor_expired` when it is lost, `interrupted` when it was replaced while it was read
 */
export type KnownIndex = { readonly n: number; records(): AsyncIterable<KnownRecord> };

/**
 * The change log of every stream: appended to, never changed. `append` is checkpoint and fence in one: whoever has not
 * seen entry n − 1 cannot write entry n.
 */
export type ChangeLog = {
  /**
   * The newest entry; undefined where nothing was begun, or where its state is lost: entry 1 then begins the stream anew.
   * Consistent: what a writer that died has appended is seen.
   */
  last(stream: StreamName): Promise<StoredEntry | undefined>;
  /** Entries `from` to `to`, both included, in order. Those that have expired are left out. */
  entries(stream: StreamName, from: number, to: number): Promise<readonly PastEntry[]>;
  /** The lines of an entry, in order. @throws Refusal `cursor_expired` when its object is gone */
  lines(entry: PastEntry): AsyncIterable<ChangeLine>;
  /** Stores the lines, and then the entry. False when its number is taken: nothing was appended. */
  append(stream: StreamName, entry: LogEntry, lines: readonly NewLine[]): Promise<boolean>;
  /** Lets the stream begin anew, for all who read it, too. False when there is an entry after `n`. */
  restart(stream: StreamName, n: number): Promise<boolean>;
  /** The newest index of known records; undefined where there is none. */
  known(stream: StreamName): Promise<KnownIndex | undefined>;
  /** False when there is one of that entry or a newer one: nothing was kept. */
  keepKnown(
    stream: StreamName,
    n: number,
    records: Iterable<KnownRecord> | AsyncIterable<KnownRecord>,
  ): Promise<boolean>;
};
