import { openChangeLog } from '../adapters/dynamodb/channels/log/change-log.ts';
import { openRecordLog } from '../adapters/dynamodb/channels/log/record-log.ts';
import { openRunRepository } from '../adapters/dynamodb/channels/run-repository.ts';
import { openObjectStore } from '../adapters/s3/object-store.ts';
import { connectorsOf } from '../channels/channel-types.ts';
import { dueTasks } from '../channels/reading/due-tasks.ts';
import { progressOf } from '../channels/reading/progress.ts';
import { readStream } from '../channels/reading/read-stream.ts';
import type { Connector } from '../domain/sync/connector.ts';
import type { SyncDeps } from './dependencies.ts';
import { openStoreDependencies, type Settings } from './open-store-dependencies.ts';

/**
 * Everything that looks and slices work with, opened once when a function starts.
 *
 * @param own the vendor's connectors, for a function that reads those and no others
 * @returns undefined where the settings leave it out
 */
export function openSyncDependencies(settings: Settings, own: readonly Connector[] | undefined): SyncDeps | undefined {
  const { HANDFAST_RECORDS_BUCKET: bucket } = settings;
  if (bucket === undefined) return undefined;
  const opened = openStoreDependencies(settings);
  const { now, table } = opened;
  const objects = openObjectStore(bucket);
  const kept = { now, retentionDays: settings.HANDFAST_RECORDS_DAYS };
  const changeLog = openChangeLog(table, objects, kept);
  return {
    ...opened,
    custom: own !== undefined,
    changeLog,
    extent: openRecordLog(table, objects, kept).extent,
    runs: openRunRepository(table, now),
    connectorsOf: ({ type }) => own ?? connectorsOf(type),
    readStream,
    async progress(stream, connector) {
      const last = await changeLog.last(stream);
      return last && progressOf(last.state, connector);
    },
    dueTasks: async (stream, connector) => dueTasks((await changeLog.last(stream))?.state, connector, now()),
  };
}
