import { openWrittenVersions } from '../adapters/dynamodb/channels/changes/written-versions.ts';
import { openChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import { openMagentoSession } from '../adapters/magento/session/magento-session.ts';
import { openStoreSession } from '../channels/store-session.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { ChannelSettings } from '../domain/sync/channel.ts';
import { openDependencies } from '../stores/dependencies.ts';
import { credentialsOf } from '../stores/health-check.ts';
import type { READING_VARIABLES } from './variables.ts';

export type Settings = Environment<(typeof READING_VARIABLES)[number]>;

/** What reading stores and writing to them have in common. */
export function openStoreDependencies(settings: Settings) {
  const opened = openDependencies(settings);
  const table = openTable(settings.HANDFAST_TABLE);
  const policy = {
    allowLoopbackStores: settings.HANDFAST_ALLOW_LOOPBACK_STORES,
    allowedPorts: settings.HANDFAST_STORE_PORTS,
  };
  const sessions = {
    ...opened,
    openSession: (target: Parameters<typeof openMagentoSession>[1]) => openMagentoSession(policy, target),
  };
  return {
    ...opened,
    table,
    channels: openChannelRepository(table, opened.now),
    written: openWrittenVersions(table, opened.now),
    async openSession(connection: Connection, channel: ChannelSettings, deadlineMs: number) {
      const keys = await credentialsOf(opened, connection);
      return openStoreSession(sessions, connection, keys, channel, deadlineMs);
    },
  };
}
