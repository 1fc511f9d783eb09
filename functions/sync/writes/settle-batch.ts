import { EVENTS_VERSION } from '../../domain/events.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import type { ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { WriteDeps } from './dependencies.ts';

/** A batch has finished: the vendor's backend is told, and the next one has its turn. */
export async function settleBatch(deps: WriteDeps, channel: Channel, { batch: id }: ChangeBatch): Promise<void> {
  const batch = await deps.batches.find(id);
  if (batch !== undefined) {
    await announce(deps, channel, batch);
    const { connector, lines, reason, counts } = batch;
    deps.log('changes_finished', { channel: channel.channel, batch: id, connector, lines, code: reason, ...counts });
  }
  // Only now: whoever is cut off before it tells it again.
  await deps.batches.leaveQueue({ channel: channel.channel, batch: id });
}

async function announce(deps: WriteDeps, { channel, connection: id }: Channel, batch: ChangeBatch): Promise<void> {
  const connection = await deps.connections.find(id);
  if (connection === undefined) return;
  await deps.announce({
    type: 'changes.finished',
    detail: {
      id: eventId(batch),
      version: EVENTS_VERSION,
      product: connection.product,
      host: hostOf(connection.storeUrl),
      time: batch.endedAt ?? deps.now().toISOString(),
      connection: connection.connection,
      account: connection.accountKey,
      channel,
      connector: batch.connector,
      batch: batch.batch,
      counts: batch.counts,
      ...(batch.reason && { reason: batch.reason }),
    },
  });
}

/** The same however often it is told: a UUID of the batch's own digits. */
function eventId({ batch }: ChangeBatch): string {
  const [, first, second, third, fourth, last] = /_(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(batch) ?? [];
  return `evt_${first}-${second}-${third}-${fourth}-${last}`;
}
