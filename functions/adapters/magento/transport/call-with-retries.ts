import { Refusal } from '../../../domain/refusals/refusal.ts';
import { retry } from '../../retry/retry.ts';
import type { Method, Reply } from './send.ts';

/** One call and the further tries it may have. */
const RETRIES = 2;
const FIRST_PAUSE_MILLISECONDS = 250;

/** Answers of a busy store, or of a proxy in front of one. */
const BUSY: readonly number[] = [429, 502, 503, 504];

/** A reply that may get better. */
class Busy extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`The store answered ${reply.status}`);
    this.reply = reply;
  }
}

/**
 * Tries a call anew while that is safe: a GET when the store is busy, or was silent; any method when nothing was sent.
 * Waits between tries with exponential backoff and jitter, or as long as the store asks for (`Retry-After`); a store
 * that asks for more than there is time gets its answer passed on at once.
 *
 * @param attempt one try, given what is left of the time in milliseconds
 * @returns the last reply, whatever its status, and how many tries it took
 * @throws Refusal what the last try threw
 */
export async function callWithRetries<R extends { readonly reply: Reply }>(
  method: Method,
  deadlineMs: number,
  attempt: (leftMs: number) => Promise<R>,
): Promise<R & { readonly tries: number }> {
  let tries = 0;
  let last: R | undefined;
  const once = async (): Promise<R> => {
    tries += 1;
    last = await attempt(Math.max(1, Math.ceil(deadlineMs - performance.now())));
    if (method === 'GET' && BUSY.includes(last.reply.status)) throw new Busy(last.reply);
    return last;
  };
  try {
    const result = await retry(once, {
      retries: RETRIES,
      firstPauseMs: FIRST_PAUSE_MILLISECONDS,
      deadlineMs,
      shouldRetry: (error) => mayTryAgain(error, method),
      requestedWaitMs: askedWaitMs,
    });
    return { ...result, tries };
  } catch (error) {
    if (error instanceof Busy && last !== undefined) return { ...last, tries };
    throw error;
  }
}

function mayTryAgain(error: Error, method: Method): boolean {
  if (error instanceof Busy) return true;
  if (!(error instanceof Refusal)) return false;
  if (error.code === 'store_unreachable') return true;
  return error.code === 'store_timeout' && method === 'GET' && error.facts['fault'] !== 'OVERSIZE';
}

function askedWaitMs(error: Error): number {
  return error instanceof Busy ? (retryAfterSeconds(error.reply) ?? 0) * 1000 : 0;
}

/** Seconds that `Retry-After` asks for, in either of its forms (RFC 9110 §10.2.3). */
export function retryAfterSeconds({ headers }: Reply, nowMs: number = Date.now()): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - nowMs) / 1000));
}
