import type { ChannelSettings } from '../channel.ts';
import type { StoreReader } from '../store-reader.ts';
import type { ChangeBatch, ChangeBatches, WrittenVersions } from './change-batch.ts';
import type { Writer } from './writer.ts';

/** A store that is written to: signed, guarded, leased, on kept connections, as `StoreReader`. */
export type StoreWriter = StoreReader & {
  /**
   * One call, never repeated by itself.
   *
   * @throws Refusal as `StoreReader`; `store_timeout` and `store_unreachable` with `sent: true` where the store may
   * have taken it
   */
  send(call: StoreCall): Promise<StoreAnswer>;
};

export type StoreCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `rest/{storeView}/`, with each part encoded, such as `V1/order/12/ship`. */
  readonly path: string;
  readonly body?: unknown;
  /** Code of a store view, or `all`; the channel's unless given. */
  readonly storeView?: string | undefined;
};

/** What the store said, refusals of Magento's own included (status 400 to 499 but for those about the connection). */
export type StoreAnswer = { readonly status: number; readonly json: unknown };

export type WritingDeps = {
  readonly batches: ChangeBatches;
  readonly written: WrittenVersions;
  readonly store: StoreWriter;
  readonly now: () => Date;
};

export type WritingOrder = {
  readonly batch: ChangeBatch;
  readonly writer: Writer;
  readonly settings: ChannelSettings;
  /** Who wins where a change was made from an outdated version. */
  readonly priority: 'store' | 'vendor';
  /** Asked before each call: whether the time is up. */
  readonly mustStop: () => boolean;
  /** Asked before each call: whether somebody has cancelled the batch. */
  readonly isCancelled: () => boolean | Promise<boolean>;
};

/**
 * `finished`: each line has a result; `more`: it goes on where it was, at once or after `waitSeconds`; `superseded`:
 * somebody else is writing the same batch.
 */
export type WritingOutcome =
  | { readonly outcome: 'finished' | 'superseded' }
  | { readonly outcome: 'more'; readonly waitSeconds: number };

/** Writes one batch for one slice of work. */
export type WriteBatch = (deps: WritingDeps, order: WritingOrder) => Promise<WritingOutcome>;
