import type { log } from '../../adapters/lambda/log.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/stores/store-url.ts';

type Attempt = Pick<Activation, 'product' | 'activation' | 'storeUrl'>;

/** A refused sign-in that says where it happened, so that its page can name the store, offer to try again, and be found. */
export function refusedAt({ product, activation, storeUrl }: Attempt, write: typeof log, refusal: Refusal): Refusal {
  const facts = { ...refusal.facts, product, activation };
  write('signin_failed', { ...facts, code: refusal.code });
  return new Refusal(refusal.code, { ...facts, host: hostOf(storeUrl) }, refusal);
}

/** Lets a refused sign-in say where it happened. */
export async function withAttempt<T>(attempt: Attempt, write: typeof log, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Refusal ? refusedAt(attempt, write, error) : error;
  }
}
