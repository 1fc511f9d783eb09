import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

export type TaskTokens = ReturnType<typeof openTaskTokens>;

/** Names of the errors by which Step Functions says that the wait is over. */
const CLOSED: readonly string[] = ['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken'];

/**
 * Completes the state machine's wait for the merchant. Consent and wait may be completed by whoever comes second, or by
 * both at once: a token that was used already, or whose execution has ended, is no error.
 */
export function openTaskTokens() {
  return {
    succeed: (taskToken: string): Promise<void> =>
      unlessClosed(async () => {
        const { client, SendTaskSuccessCommand } = await stepFunctions();
        await client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
      }),
    refuse: (taskToken: string, code: RefusalCode): Promise<void> =>
      unlessClosed(async () => {
        const { client, SendTaskFailureCommand } = await stepFunctions();
        await client.send(new SendTaskFailureCommand({ taskToken, error: code }));
      }),
  };
}

let loaded: ReturnType<typeof load> | undefined;

/** Loaded when first needed: most steps complete no wait. */
function stepFunctions(): ReturnType<typeof load> {
  loaded ??= load();
  return loaded;
}

async function load() {
  const { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } = await import('@aws-sdk/client-sfn');
  return {
    client: new SFNClient({ maxAttempts: 8, requestHandler: AWS_TIME_LIMITS }),
    SendTaskFailureCommand,
    SendTaskSuccessCommand,
  };
}

async function unlessClosed(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof Error && CLOSED.includes(error.name))) throw error;
  }
}
