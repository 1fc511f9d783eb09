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
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map(Number);
  const at = Date.UTC(year, month - 1, day, hours, minutes, seconds) / 1000;
  return storeTime(at) === found[0].replace('T', ' ') ? at : undefined;
}
