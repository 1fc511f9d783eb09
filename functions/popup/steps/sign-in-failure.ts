import type { log } from '../../adapters/lambda/log.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Where } from '../page-urls.ts';

/** Lets a refused sign-in say where it happened, so that its page can offer to try again, and its line be found. */
export async function withAttempt<T>(where: Where, write: typeof log, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const facts = { ...error.facts, product: where.product, activation: where.activation };
    write('signin_failed', { ...facts, code: error.code });
    throw new Refusal(error.code, facts, error);
  }
}
