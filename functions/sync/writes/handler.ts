import { ownWriters } from '#own-connectors';
import { openAbandonedBulks } from '../../adapters/dynamodb/channels/changes/abandoned-bulks.ts';
import { openBatchRepository } from '../../adapters/dynamodb/channels/changes/batch-repository.ts';
import { openBatchWriters } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
import { openChangeBatches } from '../../adapters/dynamodb/channels/changes/change-batches.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { runTaskHandler } from '../../adapters/lambda/run-task-handler.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { writersOf } from '../../channels/channel-writers.ts';
import { writeBatch } from '../../channels/writing/write-batch.ts';
import { nothingIsRead } from '../nothing-is-read.ts';
import { openStoreDependencies } from '../open-store-dependencies.ts';
import { READING_VARIABLES } from '../variables.ts';
import { cutOffWriter } from './cut-off.ts';
import type { WriteDeps } from './dependencies.ts';
import { writeSlice } from './write-slice.ts';

const settings = readEnvironment([...READING_VARIABLES, 'HANDFAST_CUSTOM_WRITERS']);

function openWriting(): WriteDeps | undefined {
  const { HANDFAST_RECORDS_BUCKET: bucket, HANDFAST_CUSTOM_WRITERS: custom = [] } = settings;
  if (bucket === undefined) return undefined;
  const opened = openStoreDependencies(settings);
  const { now, table } = opened;
  const objects = openObjectStore(bucket);
  return {
    ...opened,
    writersOf: (type) => ownWriters ?? writersOf(type),
    elsewhere: ownWriters === undefined ? custom.map(({ name }) => name) : undefined,
    writeBatch,
    batches: openBatchRepository(table, objects, now),
    batchWriters: openBatchWriters(table, now),
    bulks: openAbandonedBulks(table, objects, now),
    changeBatches: openChangeBatches(table, objects, { now, retentionDays: settings.HANDFAST_RECORDS_DAYS }),
  };
}

const deps = openWriting();

export const handler = runTaskHandler({
  Write: deps === undefined ? nothingIsRead : writeSlice(deps),
  CutOff: deps === undefined ? nothingIsRead : cutOffWriter(deps),
});
