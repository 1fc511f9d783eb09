import type { BatchRepository } from '../../adapters/dynamodb/channels/changes/batch-repository.ts';
import type { BatchWriters } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
import type { AbandonedBulks } from '../../domain/sync/changes/abandoned-bulk.ts';
import type { ChangeBatches, WrittenVersions } from '../../domain/sync/changes/change-batch.ts';
import type { WriteBatch } from '../../domain/sync/changes/write-batch.ts';
import type { Writer } from '../../domain/sync/changes/writer.ts';
import type { ChannelTypeName } from '../../domain/sync/channel.ts';
import type { StoreDeps } from '../dependencies.ts';

/** What writing to stores takes. */
export type WriteDeps = StoreDeps & {
  readonly batches: Pick<BatchRepository, 'find' | 'first' | 'firstCancelled' | 'leaveQueue' | 'deleteAll'>;
  readonly batchWriters: Pick<BatchWriters, 'begin' | 'hold' | 'rest' | 'end' | 'leave'>;
  readonly changeBatches: ChangeBatches;
  readonly written: WrittenVersions;
  /** Where there are none, no bulk is sent. */
  readonly bulks?: AbandonedBulks;
  /** Those that this function has the code of. */
  readonly writersOf: (type: ChannelTypeName) => readonly Writer[];
  /** The vendor's writers, of a function without their code; undefined in the one that has it. */
  readonly elsewhere: readonly string[] | undefined;
  readonly writeBatch: WriteBatch;
};
