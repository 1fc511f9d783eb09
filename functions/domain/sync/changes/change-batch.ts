import type { RefusalCode } from '../../refusals/refusal.ts';
import type { ChannelId, ConnectorName } from '../channel-ids.ts';
import type { Change, ChangeResult, ResultStatus } from './change.ts';
import type { BatchId } from './change-ids.ts';

export const BATCH_LINES_MAX = 5_000;
export const BATCH_BYTES_MAX = 4 * 1024 * 1024;
/** A product with long descriptions in all of its attributes is far shorter. */
export const CHANGE_CHARACTERS_MAX = 256 * 1024;
/** Of the name that the vendor gives a change, and of the version that it was made from. */
export const CHANGE_ID_CHARACTERS_MAX = 128;

/** How many batches of one channel may wait. */
export const BATCHES_WAITING_MAX = 200;

/** `accepted`: waits for its turn; `writing`: begun; `finished`: each line has a result. */
export const BATCH_STATUSES = ['accepted', 'writing', 'finished'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** Changes that the vendor sent in one request, for one connector of a channel. Times are ISO 8601. */
export type ChangeBatch = {
  readonly batch: BatchId;
  readonly channel: ChannelId;
  readonly connector: ConnectorName;
  /** Batches of one channel are written in this order, one after the other. */
  readonly n: number;
  readonly status: BatchStatus;
  readonly lines: number;
  /** Numbers of these lines in the body, as `lineNumbersOf` has them; undefined: 1 to `lines`. */
  readonly lineNumbers?: string | undefined;
  readonly counts: Readonly<Record<ResultStatus, number>>;
  /** Why it is not written now, or why lines of it never were. */
  readonly reason?: RefusalCode | undefined;
  /** The store is left alone until then. */
  readonly waitsUntil?: string | undefined;
  readonly cancelRequestedAt?: string | undefined;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  /** When lines last got results. */
  readonly progressedAt?: string | undefined;
  /** Counts commits: whoever has not seen commit n − 1 cannot make commit n. */
  readonly commits: number;
};

export type BatchCounts = ChangeBatch['counts'];

export function countsOf(results: readonly Pick<ChangeResult, 'status'>[]): BatchCounts {
  const counts: Record<ResultStatus, number> = {
    done: 0,
    unchanged: 0,
    superseded: 0,
    conflict: 0,
    failed: 0,
    unknown: 0,
    cancelled: 0,
  };
  for (const { status } of results) counts[status] += 1;
  return counts;
}

/** What is kept of a batch between two slices besides its results: JSON, and the writing code's own. */
export type WritingState = { readonly [name: string]: unknown };

export type BatchProgress = {
  readonly results: readonly ChangeResult[];
  readonly state: WritingState;
};

/** Of a commit. */
export type BatchCommit = BatchProgress & {
  readonly status: BatchStatus;
  readonly reason?: RefusalCode | undefined;
  readonly waitsUntil?: string | undefined;
};

/** What a version was when we wrote it, so that it is told apart from a change of the store's when it is read. */
export type WrittenVersion = { readonly id: string; readonly version: string };

/** What writing needs of the batches that are kept. */
export type ChangeBatches = {
  lines(batch: ChangeBatch): Promise<readonly Change[]>;
  /** As last committed; nothing of a batch that was not begun. */
  progress(batch: ChangeBatch): Promise<BatchProgress>;
  /** All results so far. Undefined when somebody else has committed since `batch` was read: nothing was stored. */
  commit(batch: ChangeBatch, commit: BatchCommit): Promise<ChangeBatch | undefined>;
};

/** Versions that were written, by channel and connector, for as long as it takes until they were surely read. */
export type WrittenVersions = {
  /** Called before the commit that tells of them. */
  add(channel: ChannelId, connector: ConnectorName, versions: readonly WrittenVersion[]): Promise<void>;
  /** Those of the given pairs that we have written. */
  among(
    channel: ChannelId,
    connector: ConnectorName,
    versions: readonly WrittenVersion[],
  ): Promise<ReadonlySet<WrittenVersion>>;
};
