import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Found, ValueWriter } from '../../../domain/sync/changes/writer.ts';
import { lineState, type Unit, type Writing } from '../writing.ts';

type Values = Writing<ValueWriter>;
export type UnitEntry = { readonly unit: Unit; readonly found?: Found | undefined };
export type List = readonly UnitEntry[];

/** After so many sendings without an answer that tells, a record stays unknown. */
export const SENDS_MAX = 3;

/** Single calls at once that change records: Magento takes them. It deadlocks where they create some. */
const UPDATES_AT_ONCE = 2;

export function listSize({ state, writer }: Values): number {
  const most = writer.listSize;
  return Math.max(1, Math.min(state.listSize ?? most, state.tryingSize ?? most, most));
}

/** For the last time each is sent by itself: one of them may be what the store has no answer to. */
export function listsOf(writing: Values, entries: List): List[] {
  const isLast = ({ unit }: UnitEntry): boolean => lineState(writing, unit).sends >= SENDS_MAX;
  const others = entries.filter((entry) => !isLast(entry));
  return [...inLists(others, listSize(writing)), ...inLists(entries.filter(isLast), 1)];
}

export function inLists(all: List, size: number): List[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Takes what is sent next off some lists: one, or updates of two records where lists are of no use. */
export function takeNext(writing: Values, lists: List[]): List[] {
  const isSingle = (list: List): boolean => list.length === 1 && list.every(({ found }) => found?.is === 'there');
  const { state, order } = writing;
  // A store that has just failed is sent one after the other.
  const isGood = listSize(writing) === 1 && state.inARow === 0;
  const most = isGood ? Math.min(UPDATES_AT_ONCE, order.settings.callsAtOnce) : 1;
  const first = lists.findIndex((list) => !isSingle(list));
  return lists.splice(0, Math.max(1, Math.min(most, first === -1 ? lists.length : first)));
}

/** Waits for all, whatever becomes of one. @throws what one of them has thrown: of the store's, what asks for most time */
export async function allOf<Result>(calls: readonly Promise<Result>[]): Promise<Result[]> {
  const settled = await Promise.allSettled(calls);
  const errors: unknown[] = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (errors.length > 0) throw errors.toSorted((one, other) => secondsIn(other) - secondsIn(one))[0];
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

function secondsIn(error: unknown): number {
  if (!(error instanceof Refusal)) return Number.POSITIVE_INFINITY;
  const { retryAfter } = error.facts;
  return typeof retryAfter === 'number' ? retryAfter : 0;
}
