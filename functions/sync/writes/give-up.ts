import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import type { ChangeResult, ResultStatus } from '../../domain/sync/changes/change.ts';
import type { BatchProgress, ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import type { WritingOutcome } from '../../domain/sync/changes/write-batch.ts';
import type { WriteDeps } from './dependencies.ts';

/**
 * Ends a batch whose changes cannot be read, or not be written, any more.
 *
 * @param statusOf of each line without a result
 */
export async function giveUp(
  { changeBatches, now }: Pick<WriteDeps, 'changeBatches' | 'now'>,
  batch: ChangeBatch,
  code: RefusalCode,
  statusOf: (line: number, progress: BatchProgress) => ResultStatus,
): Promise<WritingOutcome> {
  const progress = await changeBatches.progress(batch);
  const known = new Set(progress.results.map(({ line }) => line));
  const at = now().toISOString();
  const left = Array.from({ length: batch.lines }, (_, index) => index + 1)
    .filter((line) => !known.has(line))
    .map((line): ChangeResult => ({ line, status: statusOf(line, progress), code, at }));
  const commit = { status: 'finished', reason: code, results: [...progress.results, ...left], state: {} } as const;
  return { outcome: (await changeBatches.commit(batch, commit)) === undefined ? 'superseded' : 'finished' };
}
