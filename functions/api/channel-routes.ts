import { openBatchRepository } from '../adapters/dynamodb/channels/changes/batch-repository.ts';
import { openBatchWriters } from '../adapters/dynamodb/channels/changes/batch-writers.ts';
import { type ChangeBatchOptions, openChangeBatches } from '../adapters/dynamodb/channels/changes/change-batches.ts';
import { openChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import { openChangeLog, type StoredChangeLog } from '../adapters/dynamodb/channels/log/change-log.ts';
import { openRecordLog } from '../adapters/dynamodb/channels/log/record-log.ts';
import { openRunRepository } from '../adapters/dynamodb/channels/run-repository.ts';
import { openTable, type Table } from '../adapters/dynamodb/table.ts';
import type { ApiHandler } from '../adapters/lambda/api-handler.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import { type ObjectStore, openObjectStore } from '../adapters/s3/object-store.ts';
import { openRunExecutions } from '../adapters/step-functions/run-executions.ts';
import { openWriteExecutions } from '../adapters/step-functions/write-executions.ts';
import { connectorsOf } from '../channels/channel-types.ts';
import { describedConnectors, shownWriters } from '../channels/described-connectors.ts';
import { progressOf } from '../channels/reading/progress.ts';
import type { openDependencies } from '../stores/dependencies.ts';
import { changeChannel } from './channels/change-channel.ts';
import { cancelBatch, listBatches, showBatch } from './channels/changes/batches.ts';
import { sendChanges } from './channels/changes/send-changes.ts';
import { createChannel } from './channels/create-channel.ts';
import { deleteChannel } from './channels/delete-channel.ts';
import { listChannels, listChannelsOfConnection } from './channels/list-channels.ts';
import { pauseChannel, resumeChannel } from './channels/pause-channel.ts';
import { readRecords } from './channels/records/read-records.ts';
import { listRuns, showRun, stopRun } from './channels/runs.ts';
import { showChannel, type ViewDeps } from './channels/show-channel.ts';
import { confirmRun, syncChannel } from './channels/sync-channel.ts';
import type { ProductsOf } from './client-access.ts';

type Opened = Omit<ReturnType<typeof openDependencies>, 'vault'> & { readonly productsOf: ProductsOf };

/** What the function reads for them. */
export const CHANNEL_VARIABLES = [
  'HANDFAST_CUSTOM_CONNECTORS',
  'HANDFAST_CUSTOM_WRITERS',
  'HANDFAST_RECORDS_BUCKET',
  'HANDFAST_RECORDS_DAYS',
  'HANDFAST_SYNC_MACHINE',
  'HANDFAST_WRITE_MACHINE',
] as const;
type Settings = Environment<'HANDFAST_TABLE' | (typeof CHANNEL_VARIABLES)[number]>;

/** Channels, their runs and records; none where the settings say that no stores are read. */
export function channelRoutes(opened: Opened, settings: Settings): Readonly<Record<string, ApiHandler>> {
  const { HANDFAST_RECORDS_BUCKET: bucket, HANDFAST_SYNC_MACHINE: machine, HANDFAST_WRITE_MACHINE: writing } = settings;
  if (bucket === undefined || machine === undefined || writing === undefined) return {};
  const own = describedConnectors(settings.HANDFAST_CUSTOM_CONNECTORS);
  const writers = shownWriters(settings.HANDFAST_CUSTOM_WRITERS);
  const { now } = opened;
  const table = openTable(settings.HANDFAST_TABLE);
  const objects = openObjectStore(bucket);
  const options = { now, retentionDays: settings.HANDFAST_RECORDS_DAYS };
  const log = openChangeLog(table, objects, options);
  const recordLog = openRecordLog(table, objects, options);
  const deps = {
    ...opened,
    channels: openChannelRepository(table, now),
    runs: openRunRepository(table, now),
    executions: openRunExecutions(machine),
    connectorsOf: (type: Parameters<ViewDeps['connectorsOf']>[0]) => connectorsOf(type, own),
    progress: progressIn(log),
    ...changesIn(table, objects, options),
    writersOf: () => writers,
    writeExecutions: openWriteExecutions(writing),
  };
  return {
    'GET /v1/connections/{id}/channels': listChannelsOfConnection(deps),
    'POST /v1/connections/{id}/channels': createChannel(deps),
    'GET /v1/channels': listChannels(deps),
    'GET /v1/channels/{id}': showChannel(deps),
    'PUT /v1/channels/{id}': changeChannel(deps),
    'DELETE /v1/channels/{id}': deleteChannel(deps),
    'POST /v1/channels/{id}/sync': syncChannel(deps),
    'POST /v1/channels/{id}/pause': pauseChannel(deps),
    'POST /v1/channels/{id}/resume': resumeChannel(deps),
    'GET /v1/channels/{id}/runs': listRuns(deps),
    'GET /v1/channels/{id}/records': readRecords({ ...deps, recordLog }),
    'POST /v1/channels/{id}/changes': sendChanges(deps),
    'GET /v1/channels/{id}/changes': listBatches(deps),
    'GET /v1/channels/{id}/changes/{batch}': showBatch(deps),
    'POST /v1/channels/{id}/changes/{batch}/cancel': cancelBatch(deps),
    'GET /v1/runs/{id}': showRun(deps),
    'DELETE /v1/runs/{id}': stopRun(deps),
    'POST /v1/runs/{id}/confirm': confirmRun(deps),
  };
}

function changesIn(table: Table, objects: ObjectStore, options: ChangeBatchOptions) {
  return {
    batches: openBatchRepository(table, objects, options.now),
    changeBatches: openChangeBatches(table, objects, options),
    batchWriters: openBatchWriters(table, options.now),
  };
}

function progressIn(log: Pick<StoredChangeLog, 'lastOf'>): ViewDeps['progress'] {
  return async (channel, connectors) => {
    const names = connectors.map(({ name }) => name);
    const last = await log.lastOf(channel, names);
    const found = connectors.map((connector) => {
      const entry = last.get(connector.name);
      return entry === undefined ? [] : [[connector.name, progressOf(entry.state, connector)] as const];
    });
    return new Map(found.flat());
  };
}
