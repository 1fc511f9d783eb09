import { startRun } from '../../channels/runs/start-run.ts';
import { startWriting } from '../../channels/runs/start-writing.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { DispatchDeps } from './dependencies.ts';

/** `created`: the store was just connected; `changed`: something became of its connection; `compared`: nothing was heard. */
export type Cause = 'created' | 'changed' | 'compared';

/**
 * Makes the channels of a connection what its status asks for: they stop with it, and go on with it. A store that was
 * just connected gets its product's default channel, and its first import begins. Those of a disconnected store lose
 * their records.
 */
export async function followConnection(deps: DispatchDeps, id: ConnectionId, cause: Cause): Promise<void> {
  const connection = await deps.connections.find(id);
  if (connection === undefined) return;
  const channels = await deps.channels.ofConnection(id);
  for (const channel of channels) await followOne(deps, channel, connection, cause);
  if (cause !== 'created' || channels.length > 0 || connection.status !== 'active') return;
  const made = await deps.makeDefaultChannel(connection);
  if (made !== undefined) await begin(deps, made);
}

async function followOne(deps: DispatchDeps, channel: Channel, { status }: Connection, cause: Cause): Promise<void> {
  if (status === 'active') {
    // One that somebody paused stays paused.
    const reconnected = await change(deps, channel, 'reconnect');
    if (channel.status === 'unavailable' && reconnected.status === 'active') {
      await begin(deps, reconnected);
      await startWriting(deps, channel.channel);
    }
    return;
  }
  await change(deps, channel, 'cutOff');
  if (status !== 'disconnected') return;
  // What waits is cancelled.
  await startWriting(deps, channel.channel);
  if (cause !== 'compared' || (await deps.hasRecords(channel))) await deps.deleteRecords(channel);
}

/** Within seconds, and not with the next window. */
async function begin(deps: DispatchDeps, channel: Channel): Promise<void> {
  if (!Object.values(channel.connectors).some(({ on }) => on)) return;
  const { run } = await startRun(deps, channel, { task: 'look', trigger: 'connected' });
  deps.log('run_started', { channel: channel.channel, run, trigger: 'connected' });
}

async function change(deps: DispatchDeps, before: Channel, how: 'cutOff' | 'reconnect'): Promise<Channel> {
  const changed = await deps.channels[how](before.channel, deps.now().toISOString());
  if (changed.status !== before.status) {
    const { product, connection, channel, status: from } = before;
    deps.log('channel_status_changed', { product, connection, channel, from, to: changed.status });
  }
  return changed;
}
