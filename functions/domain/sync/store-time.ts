import type { StoreSeconds } from './store-reader.ts';

const STORE_TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})/;

/** `YYYY-MM-DD hh:mm:ss` in UTC, as Magento stores and compares times; it ignores an offset (data-facts). */
export function storeTime(seconds: StoreSeconds): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Undefined for what is no time, such as `0000-00-00 00:00:00` or the 45th of a month. */
export function parseStoreTime(text: unknown): StoreSeconds | undefined {
  const found = typeof text === 'string' ? STORE_TIME.exec(text) : null;
  if (found === null) return undefined;
  const [, year, month, day, hours, minutes, seconds] = found;
  const [monthNumber, dayNumber] = [Number(month), Number(day)];
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const date = new Date(
    Date.UTC(Number(year), monthNumber - 1, dayNumber, Number(hours), Number(minutes), Number(seconds)),
  );
  const isThatDay = date.getUTCMonth() === monthNumber - 1 && date.getUTCDate() === dayNumber;
  return isThatDay && date.getUTCFullYear() === Number(year) ? date.getTime() / 1000 : undefined;
}
