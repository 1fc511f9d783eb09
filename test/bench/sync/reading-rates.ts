import { sessionRate } from '../session.ts';
import { type Rival, rivalsAt } from './rivals.ts';
import { atReadyStore, callsForDeletions, firstImport } from './whole-reading.ts';

export type ReadingRates = {
  /** Records a second of a bare loop: kept connection, signature, parsing. */
  readonly bare: number;
  readonly session: number;
  /** A first import as the functions do it. */
  readonly ours: number;
  /** To the store, to find that none of them was deleted. */
  readonly callsForDeletions: number;
  /** Undefined where their packages cannot be had. */
  readonly rivals: readonly Rival[] | undefined;
};

/** How fast 100,000 products of 1.6 KB are read from a store that has every answer ready: here and by others, one after the other. */
export async function readingRates(): Promise<ReadingRates> {
  const { bare, session } = await sessionRate();
  return atReadyStore(async (url) => {
    await firstImport(url);
    const { recordsPerSecond: ours } = await firstImport(url);
    const rivals = await rivalsAt(url);
    return { bare, session, ours, rivals, callsForDeletions: await callsForDeletions(url) };
  });
}
