import middy from '@middy/core';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { asRefusal, log } from './log.ts';

/** The input of every step of the state machine: ids only, since execution histories are kept and read. */
export type TaskEvent = {
  readonly task: string;
  readonly product: string;
  readonly key: string;
  readonly activation: string;
};

/** @param deadlineMs when the function is cut off, on the clock of `performance.now()` */
export type TaskHandler<E extends TaskEvent, R> = (event: E, deadlineMs: number) => Promise<R>;

/**
 * The Lambda handler of the state machine's steps. A refusal is thrown on: its code is the error's name, by which the
 * state machine retries or catches; its message holds facts, which are safe in a history. Other errors become `internal`.
 */
export function taskHandler<E extends TaskEvent, R>(handlers: Readonly<Record<string, TaskHandler<E, R>>>) {
  return middy<E, R>().handler(async (event, context) => {
    const startedAtMs = performance.now();
    const deadlineMs = startedAtMs + context.getRemainingTimeInMillis();
    const { task, product, activation } = event;
    const facts = () => ({ task, product, activation, ms: Math.round(performance.now() - startedAtMs) });
    try {
      const handle = Object.hasOwn(handlers, task) ? handlers[task] : undefined;
      if (handle === undefined) throw new Refusal('internal', { task });
      const result = await handle(event, deadlineMs);
      log('task_done', facts());
      return result;
    } catch (error) {
      const refusal = asRefusal(error, { task, product, activation });
      log('task_refused', { ...facts(), code: refusal.code, ...refusal.facts });
      throw refusal;
    }
  });
}
