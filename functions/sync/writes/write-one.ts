import { findWriter } from '../../channels/channel-writers.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { ChangeResult } from '../../domain/sync/changes/change.ts';
import type { ChangeBatch, ChangeBatches } from '../../domain/sync/changes/change-batch.ts';
import type { WritingOrder, WritingOutcome } from '../../domain/sync/changes/write-batch.ts';
import type { StoreWriter } from '../../domain/sync/changes/writer.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { checkConnection } from '../reading/check-connection.ts';
import type { WriteDeps } from './dependencies.ts';
import { giveUp } from './give-up.ts';
import { watchBatch } from './watch-batch.ts';

export type WrittenBatch = {
  readonly batch: ChangeBatch;
  readonly channel: Channel;
  /** Undefined: it was disconnected. */
  readonly connection: Connection | undefined;
  /** On the clock of `performance.now()`. */
  readonly untilMs: number;
};

/** For a call that was begun in time: a store that writes may take a minute. */
const LAST_CALL_SECONDS = 65;
const CAPACITY_WAIT_SECONDS = 10;

/** Writes one batch as far as the time allows. */
export async function writeOne(deps: WriteDeps, written: WrittenBatch): Promise<WritingOutcome> {
  const { batch, channel, connection, untilMs } = written;
  const writer = findWriter(deps.writersOf(channel.type), batch.connector);
  if (writer === undefined) return giveUp(deps, batch, 'connector_not_written', () => 'failed');
  using watch = watchBatch(deps, batch);
  const order: WritingOrder = {
    ...{ batch, writer, settings: channel.settings },
    priority: channel.writers?.[batch.connector]?.priority ?? 'store',
    mustStop: () => performance.now() >= untilMs || watch.isStopped(),
    isCancelled: () => connection === undefined || watch.isCancelled(),
  };
  try {
    if (connection === undefined) return await cancelDisconnected(deps, order);
    await using store = await deps.openSession(connection, channel.settings, untilMs + LAST_CALL_SECONDS * 1000);
    const outcome = await deps.writeBatch({ ...ports(deps), store }, order);
    if (outcome.outcome === 'more') await lookAfter(deps, written, connection);
    return outcome;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'store_at_capacity') return { outcome: 'more', waitSeconds: CAPACITY_WAIT_SECONDS };
    if (error.code === 'changes_expired') return giveUp(deps, batch, 'changes_expired', () => 'cancelled');
    throw error;
  }
}

function ports({ changeBatches: batches, written, bulks, now }: WriteDeps) {
  return { batches, written, bulks, now };
}

/** The connection may be what keeps it from going on: then the channel waits for it. */
async function lookAfter(deps: WriteDeps, { batch, channel }: WrittenBatch, connection: Connection): Promise<void> {
  const reason = (await deps.batches.find(batch.batch))?.reason;
  if (reason === undefined) return;
  deps.log('changes_wait', { channel: channel.channel, batch: batch.batch, code: reason });
  await checkConnection(deps, channel, connection, { failed: true, refusal: new Refusal(reason) });
}

const gone = () => Promise.reject(new Refusal('connection_disconnected'));
const GONE: StoreWriter = { list: gone, all: gone, clock: gone, send: gone };

/** Nothing of it is sent any more, and the results say why. */
function cancelDisconnected(deps: WriteDeps, order: WritingOrder): Promise<WritingOutcome> {
  const reason = 'connection_disconnected';
  const named = (result: ChangeResult): ChangeResult =>
    result.code === 'batch_cancelled' ? { ...result, code: reason } : result;
  const batches: ChangeBatches = {
    ...deps.changeBatches,
    commit: (batch, commit) =>
      deps.changeBatches.commit(batch, { ...commit, reason, results: commit.results.map(named) }),
  };
  return deps.writeBatch({ ...ports(deps), batches, store: GONE }, order);
}
