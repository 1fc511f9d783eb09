import { openWrittenVersions } from '../adapters/dynamodb/channels/changes/written-versions.ts';
import { openChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import { openChangeLog } from '../adapters/dynamodb/channels/log/change-log.ts';
import { openRecordLog } from '../adapters/dynamodb/channels/log/record-log.ts';
import { openRunRepository } from '../adapters/dynamodb/channels/run-repository.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import { openMagentoSession } from '../adapters/magento/session/magento-session.ts';
import { openObjectStore } from '../adapters/s3/object-store.ts';
import { connectorsOf } from '../channels/channel-types.ts';
import { dueTasks } from '../channels/reading/due-tasks.ts';
import { progressOf } from '../channels/reading/progress.ts';
import { readStream } from '../channels/reading/read-stream.ts';
import { openStoreSession } from '../channels/store-session.ts';
import type { Connector } from '../domain/sync/connector.ts';
import { openDependencies } from '../stores/dependencies.ts';
import { credentialsOf } from '../stores/health-check.ts';
import type { SyncDeps } from './dependencies.ts';
import type { READING_VARIABLES } from './variables.ts';

type Settings = Environment<(typeof READING_VARIABLES)[number]>;

/**
 * Everything that looks and slices work with, opened once when a function starts.
 *
 * @param own the vendor's connectors, for a function that reads those and no others
 * @returns undefined where the settings leave it out
 */
export function openSyncDependencies(settings: Settings, own: readonly Connector[] | undefined): SyncDeps | undefined {
  const { HANDFAST_RECORDS_BUCKET: bucket } = settings;
  if (bucket === undefined) return undefined;
  const opened = openDependencies(settings);
  const { now } = opened;
  const table = openTable(settings.HANDFAST_TABLE);
  const objects = openObjectStore(bucket);
  const kept = { now, retentionDays: settings.HANDFAST_RECORDS_DAYS };
  const changeLog = openChangeLog(table, objects, kept);
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
    custom: own !== undefined,
    changeLog,
    extent: openRecordLog(table, objects, kept).extent,
    channels: openChannelRepository(table, now),
    written: openWrittenVersions(table, now),
    runs: openRunRepository(table, now),
    connectorsOf: ({ type }) => own ?? connectorsOf(type),
    readStream,
    async progress(stream, connector) {
      const last = await changeLog.last(stream);
      return last && progressOf(last.state, connector);
    },
    dueTasks: async (stream, connector) => dueTasks((await changeLog.last(stream))?.state, connector, now()),
    async openSession(connection, channel, deadlineMs) {
      const keys = await credentialsOf(opened, connection);
      return openStoreSession(sessions, connection, keys, channel, deadlineMs);
    },
  };
}
