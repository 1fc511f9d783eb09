import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Run } from '../../domain/sync/run.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

export type RunExecutions = ReturnType<typeof openRunExecutions>;

/** `missing`: it was never started, or ended more than 90 days ago. */
export type ExecutionState = 'running' | 'over' | 'missing';

/** Executions of runs over channels. Each has its run's name. */
export function openRunExecutions(machineArn: string) {
  const client = new SFNClient({ maxAttempts: 4, requestHandler: AWS_TIME_LIMITS });
  return {
    /** Starts it, once, however often it is asked to. */
    async start({ run, channel }: Pick<Run, 'run' | 'channel'>): Promise<void> {
      const input = JSON.stringify({ run, channel });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: run, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    /** As it was some moments ago: Step Functions may not tell yet of one that was just started. */
    async stateOf({ run }: Pick<Run, 'run'>): Promise<ExecutionState> {
      const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${run}`;
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'over';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'missing';
        throw error;
      }
    },
  };
}
