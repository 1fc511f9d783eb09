import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { AwsFault } from '../aws-fault.ts';

/** A task that ends in an error with a name to retry or catch by. `message` is what Step Functions calls the cause. */
export class TaskFailure extends Error {
  constructor(error: string, cause: string) {
    super(cause);
    this.name = error;
  }
}

/** A task that waits until its token is sent back. */
export type WaitingTask = {
  /** Settles with the output, or rejects with a `TaskFailure`. */
  readonly result: Promise<unknown>;
  /** From here on the token is refused as timed out. */
  close(): void;
};

/** The task tokens of all executions. */
export type TaskTokens = {
  mint(): string;
  /** Starts the wait for a minted token; `timeoutSeconds` counts on the movable clock as well as in real time. */
  wait(token: string, timeoutSeconds: number): WaitingTask;
  /** Sends the tasks whose time has come by the clock into their time-out. To be called after the clock was moved. */
  expire(): void;
  /** @throws AwsFault `InvalidToken` for none of ours, `TaskTimedOut` for one that is no longer waited for */
  succeed(token: string, output: unknown): void;
  /** @throws AwsFault as above */
  fail(token: string, error: string, cause: string): void;
};

type Open = {
  readonly deadlineMs: number;
  readonly timer: NodeJS.Timeout;
  resolve(output: unknown): void;
  reject(failure: TaskFailure): void;
};

/** Marks our own tokens, also those of an earlier run of this process. */
const OURS = 'handfast-task.';

/** The longest that a timer can be set to: some 24 days. */
export const MAX_TIMER_SECONDS = 2_147_483;

export function createTaskTokens(clock: Clock): TaskTokens {
  const open = new Map<string, Open>();

  function take(token: string): Open {
    const waiting = open.get(token);
    if (waiting) {
      open.delete(token);
      clearTimeout(waiting.timer);
      return waiting;
    }
    if (token.startsWith(OURS)) throw new AwsFault('TaskTimedOut', 'Task Timed Out: the token is no longer waited for');
    throw new AwsFault('InvalidToken', "Invalid Token: 'Invalid token'");
  }
  function close(token: string): void {
    clearTimeout(open.get(token)?.timer);
    open.delete(token);
  }
  return {
    mint: () => OURS + randomUUID(),
    wait: (token, timeoutSeconds) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      // The interpreter ends the state by a timer of its own; this one makes the token refuse late calls.
      const timer = setTimeout(() => open.delete(token), timeoutSeconds * 1000);
      open.set(token, { deadlineMs: clock.now() + timeoutSeconds * 1000, timer, resolve, reject });
      return { result: promise, close: () => close(token) };
    },
    expire: () => {
      for (const [token, { deadlineMs }] of open) {
        if (deadlineMs <= clock.now()) take(token).reject(new TaskFailure('States.Timeout', ''));
      }
    },
    succeed: (token, output) => take(token).resolve(output),
    fail: (token, error, cause) => take(token).reject(new TaskFailure(error, cause)),
  };
}
