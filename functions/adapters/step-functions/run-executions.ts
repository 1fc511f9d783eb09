import type { Run } from '../../domain/sync/run.ts';
import { type ExecutionState, openNamedExecutions } from './named-executions.ts';

export type { ExecutionState } from './named-executions.ts';
export type RunExecutions = ReturnType<typeof openRunExecutions>;

/** Executions of runs over channels. Each has its run's name. */
export function openRunExecutions(machineArn: string) {
  const executions = openNamedExecutions(machineArn);
  return {
    start: ({ run, channel }: Pick<Run, 'run' | 'channel'>): Promise<void> => executions.start(run, { run, channel }),
    stateOf: ({ run }: Pick<Run, 'run'>): Promise<ExecutionState> => executions.stateOf(run),
  };
}
