import { logUnexpectedError } from '../../adapters/lambda/log.ts';
import type { ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import type { WriteDeps } from './dependencies.ts';

const ASK_EVERY_MS = 5_000;

/** Asks every few seconds whether somebody has cancelled a batch, or paused its channel. */
export function watchBatch(
  { batches, channels }: Pick<WriteDeps, 'batches' | 'channels'>,
  { batch, channel, cancelRequestedAt }: ChangeBatch,
) {
  let cancelled = cancelRequestedAt !== undefined;
  let stopped = false;
  async function ask(): Promise<void> {
    try {
      const [present, of] = await Promise.all([batches.find(batch), channels.find(channel)]);
      cancelled ||= present?.cancelRequestedAt !== undefined;
      stopped ||= of?.status !== 'active';
    } catch (error) {
      // It is asked again, and the next slice asks before it begins.
      logUnexpectedError(error, { task: 'watch-batch', batch });
    }
  }
  const timer = setInterval(() => void ask(), ASK_EVERY_MS);
  return {
    isCancelled: () => cancelled,
    // What was cancelled goes on to its end, which sends nothing more.
    isStopped: () => stopped && !cancelled,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
