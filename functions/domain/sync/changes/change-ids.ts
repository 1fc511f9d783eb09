import { randomBytes } from 'node:crypto';
import type { Minted } from '../../minted.ts';
import { Refusal } from '../../refusals/refusal.ts';

/** `bat_` and 32 random hex digits. Also the name of its execution in Step Functions. */
export type BatchId = Minted<string, 'BatchId'>;

const BATCH_ID = /^bat_[0-9a-f]{32}$/;

export function newBatchId(): BatchId {
  return `bat_${randomBytes(16).toString('hex')}` as BatchId;
}

/** @throws Refusal `batch_unknown`: what no batch can be called is not there */
export function parseBatchId(text: string): BatchId {
  if (!BATCH_ID.test(text)) throw new Refusal('batch_unknown');
  return text as BatchId;
}
