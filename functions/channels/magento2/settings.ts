import * as z from 'zod/mini';
import { CALLS_AT_ONCE } from '../../domain/stores/calls-at-once.ts';
import type { ChannelSettings } from '../../domain/sync/channel.ts';

/** Some stores give no more at once. */
const PAGE_SIZE = 300;
const PAGE_SIZE_MAX = 1_000;
/** Half of what a store gets at once: the vendor's own calls are left the rest. */
const CHANNEL_CALLS = 2;

/** `Magento\Store\Model\Validation\StoreCodeValidator`. */
const STORE_CODE = /^[a-z][a-z0-9_]{0,31}$/i;
const CLOCK_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const UTC_TIME = 'must be a time in UTC, such as 2026-01-01T00:00:00Z';
/** With nanoseconds: a fraction may be of any length otherwise. */
const UTC_TIME_CHARACTERS = 30;

const TIME_OF_DAY = 'must be a time of day, such as 22:00';
const clockTime = z.string(TIME_OF_DAY).check(z.regex(CLOCK_TIME, TIME_OF_DAY));

const TIME_ZONE = 'must be a time zone, such as Europe/Berlin';
const STORE_VIEW = 'must be the code of a store view, or "all"';

function wholeNumber(max: number) {
  const message = `must be a whole number from 1 to ${max.toLocaleString('en')}`;
  return z.int(message).check(z.minimum(1, message), z.maximum(max, message));
}

const quietHours = z
  .strictObject({
    from: clockTime,
    to: clockTime,
    timeZone: z.string(TIME_ZONE).check(z.refine(isTimeZone, TIME_ZONE)),
  })
  .check(z.refine(({ from, to }) => from !== to, 'must begin and end at different times'));

/** How a store of Magento is read; validates, describes itself in the API's document, and fills in what is left out. */
export const magentoSettings = z.strictObject({
  storeView: z._default(z.string(STORE_VIEW).check(z.regex(STORE_CODE, STORE_VIEW)), 'all'),
  pageSize: z._default(wholeNumber(PAGE_SIZE_MAX), PAGE_SIZE),
  callsAtOnce: z._default(wholeNumber(CALLS_AT_ONCE), CHANNEL_CALLS),
  bulk: z.optional(z.boolean('must be true or false')),
  quietHours: z.optional(quietHours),
  syncFrom: z.optional(z.iso.datetime(UTC_TIME).check(z.maxLength(UTC_TIME_CHARACTERS, UTC_TIME))),
}) satisfies z.ZodMiniType<ChannelSettings>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
