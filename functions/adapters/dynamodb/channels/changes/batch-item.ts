import * as z from 'zod/mini';
import type { ProductId } from '../../../../domain/ids.ts';
import { RESULTS } from '../../../../domain/sync/changes/change.ts';
import { BATCH_STATUSES, type ChangeBatch } from '../../../../domain/sync/changes/change-batch.ts';
import type { BatchId } from '../../../../domain/sync/changes/change-ids.ts';
import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import { minted } from '../../../fields/minted-field.ts';
import { refusalCode } from '../../../fields/refusal-code-field.ts';

/**
 * A batch as the table holds it. Its status is called `state` there, and its reason `because`: the indexes show `status`
 * and `reason` of every item, and would be written with every change of them.
 */
const batchItem = z.object({
  batch: minted<BatchId>(),
  channel: minted<ChannelId>(),
  connector: minted<ConnectorName>(),
  n: z.number(),
  state: z.enum(BATCH_STATUSES),
  lines: z.number(),
  lineNumbers: z.optional(z.string()),
  counts: z.record(z.enum(RESULTS), z.number()),
  because: z.optional(refusalCode),
  waitsUntil: z.optional(z.string()),
  cancelRequestedAt: z.optional(z.string()),
  createdAt: z.string(),
  createdBy: z.string(),
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  progressedAt: z.optional(z.string()),
  commits: z.number(),
  /** Of the body that it was sent with. */
  digest: z.string(),
  /** Key of the object with its changes. */
  object: z.string(),
  /** Key of the object with results and state, as of the last commit. */
  progress: z.optional(z.string()),
  /** Not yet in the queue of its channel: to anybody else, it is not there. */
  isPending: z.optional(z.boolean()),
});
export type BatchItem = z.output<typeof batchItem>;

export function parseBatchItem(attributes: unknown): BatchItem {
  return batchItem.parse(attributes);
}

export function toBatch(item: BatchItem): ChangeBatch {
  const { state: status, because: reason, digest: _, object: __, progress: ___, isPending: ____, ...found } = item;
  return { ...found, status, ...(reason !== undefined && { reason }) };
}

export function batchKey(batch: BatchId): string {
  return `BATCH#${batch}`;
}

/** The item that says which batches of a channel wait, and who is writing them. */
export function queueKey(channel: ChannelId): string {
  return `BATCHES#${channel}`;
}

/** Objects of a channel's batches. They expire. */
export function changesPrefix(channel: ChannelId): string {
  return `changes/${channel}/`;
}

/** The partition of the index `byProduct` that holds a channel's batches. */
export function batchListing(channel: ChannelId): string {
  return `changes#${channel}`;
}

/** The partition that holds the channels of a product with batches that wait. */
export function waitingListing(product: ProductId): string {
  return `waiting-changes#${product}`;
}

const NUMBER_DIGITS = 12;

export function listedBatch({ channel, batch, n }: Pick<ChangeBatch, 'channel' | 'batch' | 'n'>) {
  return { listing: batchListing(channel), listedAs: `${String(n).padStart(NUMBER_DIGITS, '0')}#${batch}` };
}
