import type { BatchCounts } from '../batches.ts';

/** What every event that is posted to a URL of an integration has. */
type Delivered = {
  /** Of this delivery; `webhook-id` names it, too. */
  id: string;
  /** Of the event. */
  event: string;
  eventType: 'CHANNEL_NOTICE';
  /** Where the event can be fetched, and its result sent to `/result` below it. */
  eventUrl: string;
  version: number;
  integration: string;
  /** Of a test that somebody asked for: nothing has happened. */
  flag?: 'STATELESS';
};

type OfChannel = Delivered & {
  product: string;
  /** The store's host. */
  host: string;
  connection: string;
  /** Issuer and account claim, joined by `#`. */
  account: string;
  channel: string;
};
type OfRun = OfChannel & { run: string };
type OfConnector = OfRun & { connector: string };

type Notice<Type extends string, Data> = { type: Type; timestamp: string; data: Data };

/** The body of what is posted to `channelUrl`. */
export type ChannelNotice =
  /** Cursors: `from` begins the new changes, `to` is behind them. */
  | Notice<'records.available', OfConnector & { from: string; to: string; delivered: number; deleted: number }>
  | Notice<'channel.imported', OfConnector>
  | Notice<'channel.run_held', OfConnector & { held: number }>
  | Notice<'channel.run_failed', OfRun & { reason: string }>
  /** `reason`: why changes of it were never sent. */
  | Notice<'changes.finished', OfChannel & { connector: string; batch: string; counts: BatchCounts; reason?: string }>;
