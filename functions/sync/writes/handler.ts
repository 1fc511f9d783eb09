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
import { writeSlice } from './write-slice.ts';

const settings = readEnvironment(READING_VARIABLES);

function openWriting(): ReturnType<typeof writeSlice> {
  const { HANDFAST_RECORDS_BUCKET: bucket } = settings;
  if (bucket === undefined) return nothingIsRead;
  const opened = openStoreDependencies(settings);
  const { now, table } = opened;
  const objects = openObjectStore(bucket);
  return writeSlice({
    ...opened,
    ...{ writersOf, writeBatch },
    batches: openBatchRepository(table, objects, now),
    batchWriters: openBatchWriters(table, now),
    changeBatches: openChangeBatches(table, objects, { now, retentionDays: settings.HANDFAST_RECORDS_DAYS }),
  });
}

export const handler = runTaskHandler({ Write: openWriting() });
