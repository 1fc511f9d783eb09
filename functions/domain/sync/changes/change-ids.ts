import { createHash, randomBytes } from 'node:crypto';
import type { Minted } from '../../minted.ts';
import { Refusal } from '../../refusals/refusal.ts';
import { type ChannelId, parseChannelId } from '../channel-ids.ts';

/** `bat_` and 32 hex digits, at random or as even as those. */
export type BatchId = Minted<string, 'BatchId'>;

const BATCH_ID = /^bat_[0-9a-f]{32}$/;

export function newBatchId(): BatchId {
  return `bat_${randomBytes(16).toString('hex')}` as BatchId;
}

/** Of the batch that an idempotency key names: sent twice, it is one. */
export function keyedBatchId(channel: ChannelId, key: string): BatchId {
  const digest = createHash('sha256').update(`${channel} ${key}`).digest('hex');
  return `bat_${digest.slice(0, 32)}` as BatchId;
}

/** @throws Refusal `batch_unknown`: what no batch can be called is not there */
export function parseBatchId(text: string): BatchId {
  if (!BATCH_ID.test(text)) throw new Refusal('batch_unknown');
  return text as BatchId;
}

/** Of an execution that writes the batches of a channel: the channel's id, and what tells executions apart. */
export type WritingId = Minted<string, 'WritingId'>;

const WRITING_ID = /^(chn_[0-9a-f]{32})-[0-9a-f]{16}$/;

export function newWritingId(channel: ChannelId): WritingId {
  return `${channel}-${randomBytes(8).toString('hex')}` as WritingId;
}

/** @throws Refusal `channel_unknown` */
export function parseWritingId(text: string): { readonly writing: WritingId; readonly channel: ChannelId } {
  const channel = parseChannelId(WRITING_ID.exec(text)?.[1] ?? '');
  return { writing: text as WritingId, channel };
}
