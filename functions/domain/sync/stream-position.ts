import type { StoreSeconds } from './store-reader.ts';

/** A place in a list that is sorted by time of change and then by id: after this record. */
export type StreamPosition = { readonly at: StoreSeconds; readonly id: number };

/** Ids of Magento begin at 1, so this is before every record of that second. */
export const BEFORE_ALL_IDS = -1;

export function isAfter(one: StreamPosition, other: StreamPosition): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}

export function later(one: StreamPosition, other: StreamPosition): StreamPosition {
  return isAfter(other, one) ? other : one;
}
