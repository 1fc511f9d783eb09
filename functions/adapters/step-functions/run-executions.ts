import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Run } from '../../domain/sync/run.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

export type RunExecutions = ReturnType<typeof openRunExecutions>;

/** Starts the execution of a run over a channel. It runs once, however often it is asked to: it has the run's name. */
export function openRunExecutions(machineArn: string) {
  const client = new SFNClient({ maxAttempts: 4, requestHandler: AWS_TIME_LIMITS });
  return {
    async start({ run, channel }: Pick<Run, 'run' | 'channel'>): Promise<void> {
      const input = JSON.stringify({ run, channel });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: run, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
