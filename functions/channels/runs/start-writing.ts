import type { BatchWriters } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
import type { WriteExecutions } from '../../adapters/step-functions/write-executions.ts';
import { newWritingId } from '../../domain/sync/changes/change-ids.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';

export type StartWritingDeps = {
  readonly batchWriters: Pick<BatchWriters, 'begin'>;
  readonly writeExecutions: Pick<WriteExecutions, 'start'>;
};

/** Until an execution must have begun. One that was not started, since its starter was cut off, is replaced after it. */
const START_SECONDS = 120;

/**
 * Begins to write what waits in a channel, unless somebody is at it.
 *
 * @param least how many batches must wait; 0 where something else is to be done
 * @returns whether an execution was started
 */
export async function startWriting(
  { batchWriters, writeExecutions }: StartWritingDeps,
  channel: ChannelId,
  least = 1,
): Promise<boolean> {
  const writing = newWritingId(channel);
  if (!(await batchWriters.begin(channel, writing, START_SECONDS, least))) return false;
  await writeExecutions.start(writing);
  return true;
}
