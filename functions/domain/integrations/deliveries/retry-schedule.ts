const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds from one attempt to the next, beginning with the one after the first: the example of Standard Webhooks. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

export const ATTEMPTS_MAX = WAITS_MS.length + 1;

/** The share by which waits vary, so that deliveries that failed together are not retried together. */
const JITTER = 0.1;

/** The longest wait that a `Retry-After` can ask for. */
const RETRY_AFTER_MAX_MS = DAY;

/** New events are not sent at once to an integration that has failed for this long; passes send them. */
export const DEFER_AFTER_MS = MINUTE;
/** From when on one delivery of each pass finds out whether the URLs work again. */
export const PROBE_AFTER_MS = HOUR;
/** From when on nothing is sent until somebody enables the integration again. */
export const DISABLE_AFTER_MS = 5 * DAY;
/** How long an event that was answered with 202 waits for its result. */
export const RESULT_WAIT_MS = 3 * DAY;

/**
 * When to try again.
 *
 * @param made attempts so far, of this round
 * @param retryAfterMs what the answer asked for: a later time counts, an earlier one does not
 * @param random from 0 to 1
 * @returns undefined when that was the last attempt
 */
export function nextAttemptAt(
  made: number,
  now: Date,
  retryAfterMs: number | undefined,
  random: number,
): Date | undefined {
  const waitMs = WAITS_MS[made - 1];
  if (waitMs === undefined) return undefined;
  const spreadMs = waitMs * (1 - JITTER + 2 * JITTER * random);
  const askedMs = Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS);
  return new Date(now.getTime() + Math.round(Math.max(spreadMs, askedMs)));
}

/** Whether the integration has failed for at least so long. */
export function hasFailedFor(failingSince: string | undefined, now: Date, milliseconds: number): boolean {
  return failingSince !== undefined && now.getTime() - Date.parse(failingSince) >= milliseconds;
}
