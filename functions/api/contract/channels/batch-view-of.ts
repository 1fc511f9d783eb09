import { refusalWords } from '../../../domain/refusals/refusal.ts';
import type { ChangeResult } from '../../../domain/sync/changes/change.ts';
import type { ChangeBatch } from '../../../domain/sync/changes/change-batch.ts';
import type { BatchView, ResultView } from './batches.ts';

/** What the API shows of a batch. */
export function batchViewOf(batch: ChangeBatch): BatchView {
  const { reason, waitsUntil, cancelRequestedAt, startedAt, endedAt } = batch;
  return {
    id: batch.batch,
    channel: batch.channel,
    connector: batch.connector,
    n: batch.n,
    status: batch.status,
    lines: batch.lines,
    counts: batch.counts,
    ...(reason && { reason }),
    ...(waitsUntil && { waitsUntil }),
    ...(cancelRequestedAt && { cancelRequestedAt }),
    createdAt: batch.createdAt,
    createdBy: batch.createdBy,
    ...(startedAt && { startedAt }),
    ...(endedAt && { endedAt }),
  };
}

/** What became of a line, and what to do about it. */
export function resultViewOf(result: ChangeResult): ResultView {
  const { line, id, status, code, message, by, version, at } = result;
  return {
    line,
    ...(id !== undefined && { id }),
    status,
    ...(code && { code, advice: refusalWords(code).next }),
    ...(message && { message }),
    ...(by !== undefined && { by }),
    ...(version !== undefined && { version }),
    at,
  };
}
