import type { Hold } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
import { findWriter } from '../../channels/channel-writers.ts';
import { abandonWriting } from '../../channels/writing/abandon-writing.ts';
import type { ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import type { WritingOutcome } from '../../domain/sync/changes/write-batch.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { WriteDeps } from './dependencies.ts';

const ATTEMPTS_MAX = 5;
/** Faults of AWS may last for some time, and a state machine tries again after seconds. */
const ATTEMPTS_MILLISECONDS = 60 * 60_000;

/** Whether slice after slice has failed on it for an hour, without a result: the batches behind it have waited enough. */
export function isGivenUp({ progressedAt = '' }: ChangeBatch, { attempts, attemptedSince }: Hold, now: Date): boolean {
  const sinceMs = Math.max(attemptedSince.getTime(), Date.parse(progressedAt) || 0);
  return attempts > ATTEMPTS_MAX && now.getTime() - sinceMs >= ATTEMPTS_MILLISECONDS;
}

/** Ends a batch that cannot be written, without another call to its store. */
export async function abandonBatch(
  { changeBatches: batches, writersOf, now, log }: WriteDeps,
  { batch, channel }: { readonly batch: ChangeBatch; readonly channel: Channel },
): Promise<WritingOutcome> {
  const writer = findWriter(writersOf(channel.type), batch.connector);
  const outcome = await abandonWriting({ batches, now }, { batch, writer }, 'writing_failed');
  log('changes_abandoned', { channel: channel.channel, batch: batch.batch, connector: batch.connector });
  return outcome;
}
