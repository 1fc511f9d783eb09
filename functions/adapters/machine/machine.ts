import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { RefusalCode } from '../../handshake/refusal.ts';
import type { ActivationRef } from '../table/activation-item.ts';

/** Starts the machine of an activation. It runs once, however often it is asked to: its name is the activation's id. */
export function openMachine(machineArn: string) {
  const client = new SFNClient({ maxAttempts: 4 });
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

/**
 * Completes the machine's wait for the merchant. Consent and wait may be completed by whoever comes second, or by
 * both at once: a token that was used already, or whose machine has ended, is no error.
 */
export function openTaskTokens() {
  const client = new SFNClient({ maxAttempts: 8 });
  const unlessClosed = async (sent: Promise<unknown>) => {
    try {
      await sent;
    } catch (error) {
      const closed = [TaskDoesNotExist, TaskTimedOut, InvalidToken].some((kind) => error instanceof kind);
      if (!closed) throw error;
    }
  };
  return {
    succeed: (taskToken: string): Promise<void> =>
      unlessClosed(client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))),
    refuse: (taskToken: string, code: RefusalCode): Promise<void> =>
      unlessClosed(client.send(new SendTaskFailureCommand({ taskToken, error: code }))),
  };
}

export type Machine = ReturnType<typeof openMachine>;
export type TaskTokens = ReturnType<typeof openTaskTokens>;
