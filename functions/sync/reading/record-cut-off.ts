import type { Channel, ConnectorProblem } from '../../domain/sync/channel.ts';
import type { ConnectorName } from '../../domain/sync/channel-ids.ts';
import type { SyncDeps } from '../dependencies.ts';

/** Shows connectors as failing whose code was cut off. Of the store this says nothing, and so others go on. */
export async function recordCutOff(
  { channels, now, log }: Pick<SyncDeps, 'channels' | 'now' | 'log'>,
  channel: Channel,
  connectors: readonly ConnectorName[],
): Promise<void> {
  const since = now().toISOString();
  const added = connectors
    .filter((name) => channel.problems?.[name]?.code !== 'connector_failed')
    .map((name): [string, ConnectorProblem] => [name, { code: 'connector_failed', since }]);
  log('channel_read', { channel: channel.channel, code: 'connector_failed', connectors: connectors.length });
  if (added.length === 0) return;
  await channels.recordLook(channel, { custom: true, found: Object.fromEntries(added) });
}
