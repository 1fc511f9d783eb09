import { Refusal, type RefusalCode } from '../../domain/refusals/refusal.ts';
import type { Change, ChangeResult, ResultStatus } from '../../domain/sync/changes/change.ts';
import type { BatchProgress, ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import { numberedLines } from '../../domain/sync/changes/line-numbers.ts';
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
  const left = (await linesOf(changeBatches, batch))
    .filter(({ line }) => !known.has(line))
    .map(({ line, id }): ChangeResult => {
      return { line, ...(id !== undefined && { id }), status: statusOf(line, progress), code, at };
    });
  const commit = { status: 'finished', reason: code, results: [...progress.results, ...left], state: {} } as const;
  return { outcome: (await changeBatches.commit(batch, commit)) === undefined ? 'superseded' : 'finished' };
}

/** Once its changes are gone, their numbers are known, and the vendor's names of them are not. */
async function linesOf(
  changeBatches: WriteDeps['changeBatches'],
  batch: ChangeBatch,
): Promise<readonly Pick<Change, 'line' | 'id'>[]> {
  try {
    return await changeBatches.lines(batch);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'changes_expired') return numberedLines(batch);
    throw error;
  }
}
