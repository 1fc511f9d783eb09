import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Run } from '../../domain/sync/run.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

export type RunExecutions = ReturnType<typeof openRunExecutions>;

/** Names are not used twice within 90 days, and a run that was held goes on in a second execution. */
const CONFIRMED = '-confirmed';

/** The run that an execution is of. */
export function runOfExecution(name: string): string {
  return name.replace(CONFIRMED, '');
}

/** Starts the execution of a run over a channel. It runs once, however often it is asked to: it has the run's name. */
export function openRunExecutions(machineArn: string) {
  const client = new SFNClient({ maxAttempts: 4, requestHandler: AWS_TIME_LIMITS });
  return {
    async start({ run, channel, task }: Pick<Run, 'run' | 'channel' | 'task'>): Promise<void> {
      const name = task === 'confirmed' ? `${run}${CONFIRMED}` : run;
      const input = JSON.stringify({ run, channel });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
