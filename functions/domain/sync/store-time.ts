import type { StoreSeconds } from './store-reader.ts';

const ZERO = 48;
const STORE_TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/;

/** `YYYY-MM-DD hh:mm:ss` in UTC, as Magento stores and compares times; it ignores an offset (data-facts). */
export function storeTime(seconds: StoreSeconds): string {
  const iso = new Date(seconds * 1000).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** Undefined for what is no time, such as `0000-00-00 00:00:00` or the 45th of a month. */
export function parseStoreTime(text: unknown): StoreSeconds | undefined {
  if (typeof text !== 'string' || !STORE_TIME.test(text)) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  const [hours, minutes, seconds] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds));
  const isThatDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThatDay ? date.getTime() / 1000 : undefined;
}

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - ZERO * 11;
}
