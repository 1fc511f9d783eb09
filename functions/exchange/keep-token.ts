import { logUnexpectedError } from '../adapters/lambda/log.ts';
import type { RefusalCode } from '../domain/refusals/refusal.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { StepEvent } from './step.ts';

/** What a function needs to say that a token is lost: one that is cut off says nothing. */
const LAST_WORDS_MS = 3_000;

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
 * A write that is given up here may still come about later, in an instance that is thawed: it is conditional on the
 * attempt's stage, so it either comes before the failure is recorded, and the token waits for an heir, or bounces.
 *
 * @throws Refusal `lost` when it could not be kept, for whatever reason; or what `keep` refuses with
 */
export async function keepToken<T>({ event, deadlineMs, lost }: TokenToKeep, keep: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(new Refusal(lost, { fault: 'TIMEOUT' }));
  const timer = setTimeout(giveUp, Math.max(0, deadlineMs - LAST_WORDS_MS - performance.now()));
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
