import type { log } from '../../adapters/lambda/log.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/stores/store-url.ts';

/**
 * Lets a refused sign-in say where it happened, so that its page can name the store and offer to try again, and its line
 * be found.
 */
export async function withAttempt<T>(
  { product, activation, storeUrl }: Pick<Activation, 'product' | 'activation' | 'storeUrl'>,
  write: typeof log,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const facts = { ...error.facts, product, activation };
    write('signin_failed', { ...facts, code: error.code });
    throw new Refusal(error.code, { ...facts, host: hostOf(storeUrl) }, error);
  }
}
