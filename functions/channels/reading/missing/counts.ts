import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import { loadKnown } from '../log/known.ts';
import type { ChangesReader, Reading } from '../reading.ts';
import { bisect } from './bisect.ts';
import { settle } from './settle.ts';
import { sweep } from './sweep.ts';

/**
 * Finds what is missing by counts of id ranges: one call where nothing is. A deletion and an unseen record can cancel each
 * other, hence the walk besides. Counts of a store that lie, or where the connector leaves records out, are not used.
 */
export async function counts(reading: Reading<ChangesReader>, lane: 'counts' | 'confirmed'): Promise<ReadingOutcome> {
  const before = reading.seen.state.sweep;
  if (before?.run === reading.order.run) return sweep(reading, 'walk', lane);
  await loadKnown(reading);
  const found = reading.seen.state.leavesOut ? 'unusable' : await bisect(reading, lane);
  if (found === 'unusable') return sweep(reading, 'walk', lane);
  if (found === 'stopped') return 'more';
  const settled = await settle(reading, lane, { count: found.length, ids: found }, 'counts');
  // The next slice counts again; what is deleted by then is not counted any more.
  return typeof settled === 'string' ? settled : 'more';
}
