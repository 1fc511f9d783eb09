import type { ChannelSettings, Priority } from '../channel.ts';
import type { AbandonedBulks } from './abandoned-bulk.ts';
import type { ChangeBatch, ChangeBatches, WrittenVersions } from './change-batch.ts';
import type { StoreWriter, Writer } from './writer.ts';

export type WritingDeps = {
  readonly batches: ChangeBatches;
  readonly written: WrittenVersions;
  /** Where there are none, no bulk is sent. */
  readonly bulks?: AbandonedBulks | undefined;
  readonly store: StoreWriter;
  readonly now: () => Date;
};

export type WritingOrder = {
  readonly batch: ChangeBatch;
  readonly writer: Writer;
  readonly settings: ChannelSettings;
  /** Who wins where a change was made from an outdated version. */
  readonly priority: Priority;
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
