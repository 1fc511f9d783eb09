import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { WritingId } from '../../domain/sync/changes/change-ids.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

export type WriteExecutions = ReturnType<typeof openWriteExecutions>;

/** Starts executions that write the batches of a channel. Each runs once, however often it is asked to. */
export function openWriteExecutions(machineArn: string) {
  const client = new SFNClient({ maxAttempts: 4, requestHandler: AWS_TIME_LIMITS });
  return {
    async start(writing: WritingId): Promise<void> {
      const input = JSON.stringify({ run: writing });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name: writing, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
