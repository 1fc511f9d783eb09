import type { ChannelId, ConnectorName } from '../channel-ids.ts';

/** One record of a bulk. */
export type BulkRow = {
  /** Of its operation, in the order sent. */
  readonly at: number;
  readonly record: string;
  /** What the bulk writes. */
  readonly sent: unknown;
  /** What the store was last given of the same. */
  readonly word: unknown;
};

/** A bulk that nothing waits for any more. The store may run it days later, over what was written since. */
export type AbandonedBulk = {
  /** Undefined where the store never said: it may not even have the bulk. */
  readonly uuid?: string | undefined;
  /** Those that may run. None: it is over. */
  readonly rows: readonly BulkRow[];
  /** How many operations it had. */
  readonly operations: number;
  /** Until then it is looked at; milliseconds since 1970. */
  readonly until: number;
  /** Counts savings: whoever has not seen the last one saves nothing. */
  readonly saves: number;
};

/** One for each channel and writer: while it is open, no other bulk is sent. */
export type AbandonedBulks = {
  find(channel: ChannelId, writer: ConnectorName): Promise<AbandonedBulk | undefined>;
  /** Undefined when somebody else has saved since it was read: nothing was stored. */
  save(channel: ChannelId, writer: ConnectorName, bulk: AbandonedBulk): Promise<AbandonedBulk | undefined>;
};
