import * as z from 'zod/mini';
import { says } from '../shared.ts';

const STORE_VIEW = 'must be the code of a store view, such as "default", or "all"';
/** Magento's REST API takes no more where the merchant has not changed it (`webapi/validation`). */
const PAGE_MAX = 1_000;
const PAGE = `must be a whole number from 1 to ${PAGE_MAX}`;
const AT_ONCE_MAX = 4;
const AT_ONCE = `must be a whole number from 1 to ${AT_ONCE_MAX}`;
const TIME_OF_DAY = 'must be a time such as "22:00"';
const TIME_ZONE = 'must be a time zone such as "Europe/Berlin"';
const SYNC_FROM = 'must be a time such as 2026-01-01T00:00:00Z';

const timeOfDay = z.string(says(TIME_OF_DAY)).check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, says(TIME_OF_DAY)));

/** How a store is read. What is left out has its usual value. */
export const settingsBody = z.strictObject({
  storeView: z._default(
    z.string(says(STORE_VIEW)).check(z.regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/, says(STORE_VIEW))),
    'all',
  ),
  pageSize: z._default(z.int(says(PAGE)).check(z.minimum(1, says(PAGE)), z.maximum(PAGE_MAX, says(PAGE))), 300),
  callsAtOnce: z._default(
    z.int(says(AT_ONCE)).check(z.minimum(1, says(AT_ONCE)), z.maximum(AT_ONCE_MAX, says(AT_ONCE))),
    1,
  ),
  quietHours: z.optional(
    z.strictObject({
      from: timeOfDay,
      to: timeOfDay,
      timeZone: z.string(says(TIME_ZONE)).check(z.refine(isTimeZone, says(TIME_ZONE))),
    }),
  ),
  syncFrom: z.optional(z.iso.datetime({ offset: true, error: SYNC_FROM })),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
