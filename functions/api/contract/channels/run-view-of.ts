import { refusalWords } from '../../../domain/refusals/refusal.ts';
import type { Run } from '../../../domain/sync/run.ts';
import type { RunView } from './run-views.ts';

/** What the API shows of a run. */
export function runViewOf(run: Run): RunView {
  const { reason, held, stopRequestedAt, startedAt, endedAt, errors } = run;
  return {
    id: run.run,
    channel: run.channel,
    trigger: run.trigger,
    connectors: [...run.connectors],
    task: run.task,
    status: run.status,
    ...(reason && { reason }),
    counts: run.counts,
    errors: errors.map(({ connector, code, id, at }) => ({
      connector,
      code,
      advice: refusalWords(code).next,
      ...(id !== undefined && { record: id }),
      at,
    })),
    ...(held && Object.keys(held).length > 0 && { held }),
    ...(stopRequestedAt && { stopRequestedAt }),
    createdAt: run.createdAt,
    ...(startedAt && { startedAt }),
    ...(endedAt && { endedAt }),
  };
}
