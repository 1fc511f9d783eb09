import { logUnexpectedError } from '../adapters/lambda/log.ts';
import type { RefusalCode } from '../domain/refusals/refusal.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { StepEvent } from './step.ts';

/** The time a function needs to report that a token is lost: one that is cut off reports nothing. */
const REPORT_MS = 3_000;

export type TokenToKeep = {
  readonly event: StepEvent;
  /** When the function is cut off, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
  /** The code that tells merchants what to do about the token. */
  readonly lost: RefusalCode;
};

/**
 * Keeps a token that Magento has issued and that exists nowhere else, for as long as the function has time.
 *
 * A write that is given up here may still happen later, when the instance is thawed. It is conditional on the attempt's
 * stage, so it either precedes the record of the failure, and a later attempt reuses the token, or fails.
 *
 * @throws Refusal `lost` when it could not be kept, for whatever reason; or what `keep` refuses with
 */
export async function keepToken<T>({ event, deadlineMs, lost }: TokenToKeep, keep: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(new Refusal(lost, { fault: 'TIMEOUT' }));
  const timer = setTimeout(giveUp, Math.max(0, deadlineMs - REPORT_MS - performance.now()));
  try {
    return await Promise.race([keep(), late]);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { task, product, activation } = event;
    logUnexpectedError(error, { task, product, activation });
    throw new Refusal(lost, { error: error instanceof Error ? error.name : typeof error }, error);
  } finally {
    clearTimeout(timer);
  }
}
