import { channelsWithOpenBulks } from '../../adapters/dynamodb/channels/changes/abandoned-bulks.ts';
import { openBatchWriters } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { inParallel } from '../../adapters/lambda/in-parallel.ts';
import { logUnexpectedError } from '../../adapters/lambda/log.ts';
import { openWriteExecutions } from '../../adapters/step-functions/write-executions.ts';
import { startWriting } from '../../channels/runs/start-writing.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';
import { isTurn } from '../../domain/sync/look.ts';
import type { DispatchDeps } from './dependencies.ts';

const PRODUCTS_AT_ONCE = 10;
const CHANNELS_AT_ONCE = 25;

export function openWaiting(table: Table, machine: string, now: () => Date) {
  return {
    batchWriters: openBatchWriters(table, now),
    writeExecutions: openWriteExecutions(machine),
    channelsWithOpenBulks: () => channelsWithOpenBulks(table),
  };
}

/** How often it is looked whether a bulk that was given up has run late. */
const MEND_MINUTES = 60;

/**
 * Starts to write what waits and nobody is writing: whoever accepted it may have been cut off before, and an execution may
 * have been aborted.
 *
 * @returns in how many channels
 */
export async function startWaiting(deps: DispatchDeps): Promise<number> {
  const waiting: ChannelId[] = [];
  await inParallel(await deps.products(), PRODUCTS_AT_ONCE, async (product) => {
    for await (const channel of deps.batchWriters.waiting(product)) waiting.push(channel);
  });
  let started = 0;
  await startAll(deps, waiting, 1, () => {
    started += 1;
  });
  return started;
}

/** Starts what writes the last word again over bulks that have run late: those of batches do it themselves. */
export async function startMending(deps: DispatchDeps, window: Date): Promise<void> {
  const channels = new Set<ChannelId>();
  for await (const channel of deps.channelsWithOpenBulks()) {
    if (isTurn(channel, MEND_MINUTES, window)) channels.add(channel);
  }
  await startAll(deps, [...channels], 0);
}

async function startAll(
  deps: DispatchDeps,
  channels: readonly ChannelId[],
  least: number,
  onStart: () => void = () => undefined,
): Promise<void> {
  await inParallel(channels, CHANNELS_AT_ONCE, async (channel) => {
    try {
      const found = await deps.channels.find(channel);
      // One that is paused, or whose connection is not active, goes on by itself; of one that is gone, nothing is left.
      if (found !== undefined && found.status !== 'active') return;
      if (await startWriting(deps, channel, least)) onStart();
    } catch (error) {
      logUnexpectedError(error, { task: 'start-writing', channel });
    }
  });
}
