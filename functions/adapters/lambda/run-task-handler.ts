import middy from '@middy/core';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { asRefusal } from './log.ts';

/** The input of every step of a run: ids only, since execution histories are kept and read. */
export type RunTaskEvent = { readonly task: string; readonly run: string };

/** @param deadlineMs when the function is cut off, on the clock of `performance.now()` */
export type RunTaskHandler = (run: string, deadlineMs: number) => Promise<unknown>;

/** The Lambda handler of the steps of a run. Its errors are named by codes, by which the state machine retries. */
export function runTaskHandler(handlers: Readonly<Record<string, RunTaskHandler>>) {
  return middy<RunTaskEvent, unknown>().handler(async ({ task, run }, context) => {
    const deadlineMs = performance.now() + context.getRemainingTimeInMillis();
    try {
      const handle = Object.hasOwn(handlers, task) ? handlers[task] : undefined;
      if (handle === undefined) throw new Refusal('internal', { task });
      return await handle(run, deadlineMs);
    } catch (error) {
      throw asRefusal(error, { task, run });
    }
  });
}
