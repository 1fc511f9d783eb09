import type { Channel } from './channel.ts';
import { LOOK_WINDOW_MINUTES, lookMinutes, windowOf } from './look.ts';

/** So many looks in a row may fail before there are fewer of them, and before one failure ends a look. */
export const SMALL_LOOK_FAILURES = 3;
/** A store that is down is looked at no less often than this, or than its interval says. */
const LONGEST_MINUTES = 60;
/** A store that asks to be left alone for longer is asked again after this. */
const LONGEST_REQUEST_SECONDS = 24 * 60 * 60;

/** What looks have shown of a store. */
export type LookHealth = Pick<Channel, 'failures' | 'notBefore'>;

type Healths = Pick<Channel, 'failures' | 'notBefore' | 'customFailures' | 'customNotBefore'>;

/** As those have it that read the vendor's own connectors, or the built-in ones: a success of either is none of the other. */
export function healthOf(channel: Healths, custom: boolean): LookHealth {
  if (custom) return { failures: channel.customFailures ?? 0, notBefore: channel.customNotBefore };
  return { failures: channel.failures, notBefore: channel.notBefore };
}

/** When all of a channel's connectors may be read again; undefined: now. */
export function leftAloneUntil({ notBefore, customNotBefore }: Healths): string | undefined {
  return [notBefore, customNotBefore]
    .filter((until) => until !== undefined)
    .toSorted()
    .at(-1);
}

/**
 * What a failed look leaves. The first three failures change nothing; then the pause doubles from one interval to an
 * hour. A store that says when to come back (`Retry-After`) is left alone until then, whatever else.
 */
export function afterFailure(
  channel: Pick<Channel, 'connectors'> & Pick<LookHealth, 'failures'>,
  now: Date,
  retryAfterSeconds = 0,
): LookHealth {
  const failures = channel.failures + 1;
  const interval = lookMinutes(channel) ?? LOOK_WINDOW_MINUTES;
  const doublings = failures - SMALL_LOOK_FAILURES;
  const pauseMinutes = doublings < 0 ? 0 : Math.min(interval * 2 ** doublings, Math.max(LONGEST_MINUTES, interval));
  // To the beginning of a window: a look some seconds later would be too early for a look in the next one.
  const pausedUntil = pauseMinutes > 0 ? windowOf(new Date(now.getTime() + pauseMinutes * 60_000)).getTime() : 0;
  const askedSeconds = Math.min(retryAfterSeconds, LONGEST_REQUEST_SECONDS);
  const askedUntil = askedSeconds > 0 ? now.getTime() + askedSeconds * 1_000 : 0;
  const until = Math.max(pausedUntil, askedUntil);
  return { failures, notBefore: until > 0 ? new Date(until).toISOString() : undefined };
}
