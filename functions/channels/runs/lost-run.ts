import type { RunRepository } from '../../adapters/dynamodb/channels/run-repository.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { RunExecutions } from '../../adapters/step-functions/run-executions.ts';
import type { Run } from '../../domain/sync/run.ts';

export type LostRunDeps = {
  readonly runs: Pick<RunRepository, 'end'>;
  readonly executions: Pick<RunExecutions, 'stateOf'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/** Longer than a slice takes, so that one that works is not asked about. */
const SILENT_MS = 10 * 60_000;

/**
 * Ends a run whose execution is over, or gone, and could not say so: it was aborted, or AWS failed for longer than its
 * tries lasted. Otherwise its channel would be taken for as long as runs are kept.
 *
 * @returns the run as it has ended; undefined where it goes on
 */
export async function endLostRun(deps: LostRunDeps, run: Run): Promise<Run | undefined> {
  if (run.status !== 'queued' && run.status !== 'running') return undefined;
  if (silentMs(run, deps.now()) < SILENT_MS) return undefined;
  const execution = await deps.executions.stateOf(run);
  // One that is queued has an execution as soon as somebody starts it.
  if (execution === 'running' || (execution === 'missing' && run.status === 'queued')) return undefined;
  const end =
    run.stopRequestedAt === undefined
      ? ({ status: 'failed', reason: 'run_interrupted' } as const)
      : ({ status: 'stopped' } as const);
  const ended = await deps.runs.end(run.run, end, deps.now().toISOString());
  if (ended !== undefined) {
    const { status, reason: code, channel, counts } = ended;
    deps.log('run_ended', { channel, run: run.run, status, code, ...counts });
  }
  return ended;
}

/** For how long a run has read nothing. */
export function silentMs({ progressAt, startedAt, createdAt }: Run, now: Date): number {
  return now.getTime() - Date.parse(progressAt ?? startedAt ?? createdAt);
}
