import { logUnexpectedError } from '../../adapters/lambda/log.ts';
import type { Run } from '../../domain/sync/run.ts';
import type { SyncDeps } from '../dependencies.ts';
import { hasEnded } from './end-run.ts';

const ASK_EVERY_MS = 5_000;

/** Asks every few seconds whether somebody has stopped a run, or paused its channel. */
export function watchForStop({ runs, channels }: Pick<SyncDeps, 'runs' | 'channels'>, { run, channel }: Run) {
  let stopped = false;
  async function ask(): Promise<void> {
    try {
      const [present, of] = await Promise.all([runs.find(run), channels.find(channel)]);
      stopped ||= hasStopped(present) || of?.status !== 'active';
    } catch (error) {
      // It is asked again, and the next slice asks before it begins.
      logUnexpectedError(error, { task: 'watch-for-stop', run });
    }
  }
  const timer = setInterval(() => void ask(), ASK_EVERY_MS);
  return { isStopped: () => stopped, [Symbol.dispose]: () => clearInterval(timer) };
}

/** Or has ended: one that waited for quiet hours does when somebody asks for another run. */
function hasStopped(run: Run | undefined): boolean {
  return run === undefined || run.stopRequestedAt !== undefined || hasEnded(run);
}
