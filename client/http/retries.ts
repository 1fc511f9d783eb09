import { waited } from './abort.ts';
import { HandfastError } from './error.ts';

const RETRIES = 2;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** Who is to wait longer than this is told so, and decides. */
const LONGEST_RETRY_AFTER_SECONDS = 30;

export type Retrying = {
  readonly retries?: number | undefined;
  /** Whether the request may take effect twice: another try is then made where it is not known if it has. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Tries again what is worth it: at most twice unless told otherwise, after a pause that grows and is random in part, or
 * after the one that the answer asks for.
 */
export async function withRetries<T>(
  { retries = RETRIES, repeatable, signal }: Retrying,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= retries || !(error instanceof HandfastError) || !isWorthAnotherTry(error, repeatable)) throw error;
      await waited(pauseMs(tried, error.retryAfter), signal);
      signal?.throwIfAborted();
    }
  }
}

/** 429 says that nothing was done. Anything else leaves open whether something was, or says that a store is in trouble. */
function isWorthAnotherTry({ code, status, retryAfter }: HandfastError, repeatable: boolean): boolean {
  if (retryAfter !== undefined && retryAfter > LONGEST_RETRY_AFTER_SECONDS) return false;
  if (status === 429) return code === 'throttled' || retryAfter !== undefined;
  // The request itself was not sent yet.
  if (code === 'token_unavailable') return status === 0 || status >= 500;
  if (!repeatable) return false;
  if (code === 'unavailable') return status >= 500;
  return PASSING.includes(code) || (status === 503 && retryAfter !== undefined);
}

/** Those of stores are not among them: the API has tried again by itself, and stores need minutes. */
const PASSING: readonly string[] = ['api_unreachable', 'interrupted', 'internal'];

function pauseMs(tried: number, retryAfter: number | undefined): number {
  const most = Math.min(FIRST_PAUSE_MS * 2 ** tried, LONGEST_PAUSE_MS);
  // A little later than asked for: others were asked for the same.
  return retryAfter === undefined ? most * (0.5 + Math.random() / 2) : retryAfter * 1000 + Math.random() * most;
}
