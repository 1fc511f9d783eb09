import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { ActivationRef } from '../../domain/handshake/activation.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

export type HandshakeExecutions = ReturnType<typeof openHandshakeExecutions>;

/** Starts the execution of an activation. It runs once, however often it is asked to: its name is the activation's id. */
export function openHandshakeExecutions(machineArn: string) {
  const client = new SFNClient({ maxAttempts: 4, requestHandler: AWS_TIME_LIMITS });
  return {
    async start(ref: ActivationRef): Promise<void> {
      const { product, key, activation } = ref;
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn: machineArn,
            name: activation,
            input: JSON.stringify({ product, key, activation }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
