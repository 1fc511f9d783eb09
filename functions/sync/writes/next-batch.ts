import type { Connection } from '../../domain/stores/connection.ts';
import type { ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';
import type { WriteDeps } from './dependencies.ts';

export type Turn = {
  readonly batch: ChangeBatch;
  readonly channel: Channel;
  readonly connection: Connection | undefined;
};

/** The batch whose turn it is: of a channel that is stopped, only one that somebody has cancelled. */
export async function nextOf(deps: WriteDeps, id: ChannelId): Promise<Turn | 'deleted' | 'stopped' | 'nothing'> {
  const channel = await deps.channels.find(id);
  if (channel === undefined) {
    await deps.batches.deleteAll(id);
    return 'deleted';
  }
  const connection = await deps.connections.find(channel.connection);
  const isGone = connection === undefined || connection.status === 'disconnected';
  const isOpen = isGone || (channel.status === 'active' && connection.status === 'active');
  const batch = isOpen ? await deps.batches.first(id) : await deps.batches.firstCancelled(id);
  if (batch !== undefined) return { batch, channel, connection: isGone ? undefined : connection };
  return isOpen ? 'nothing' : 'stopped';
}
