import { BEFORE_ALL_IDS, later, type StreamPosition } from '../../../domain/sync/stream-position.ts';
import { OVERLAP_SECONDS } from './memory.ts';
import type { ReadState } from './read-state.ts';

/** What was stored later than the store's clock showed this has a time since then. */
function overlapBefore(at: number): StreamPosition {
  return { at: at - OVERLAP_SECONDS, id: BEFORE_ALL_IDS };
}

/** Where the forward lane begins anew. It never sees again what is up to here. */
export function forwardStart({ position, settled }: Pick<ReadState, 'position' | 'settled'>): StreamPosition {
  const start = overlapBefore(position.at);
  return settled === undefined ? start : later(start, settled);
}

/**
 * What a pass that began at `upTo` has settled: whoever is stamped the overlap before was visible by then, so all of
 * these were read. No further than the newest change that was read.
 */
function settledBy({ position }: Pick<ReadState, 'position'>, upTo: number): StreamPosition {
  const settled = overlapBefore(upTo);
  return settled.at > position.at ? position : settled;
}

/** The state after a pass that began at `upTo` has come to its end. */
export function passEnded({ pass: _, memoryCut, ...rest }: ReadState, upTo: number): ReadState {
  const settled = later(forwardStart(rest), settledBy(rest, upTo));
  const isNeeded = memoryCut !== undefined && memoryCut > settled.at;
  return { ...rest, settled, ...(isNeeded && { memoryCut }) };
}
