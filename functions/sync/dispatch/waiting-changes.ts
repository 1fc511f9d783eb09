import { channelsWithOpenBulks } from '../../adapters/dynamodb/channels/changes/abandoned-bulks.ts';
import { openBatchWriters, type WaitingChannel } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
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

type Waiting = { readonly writing: number; readonly waitingSeconds?: number };

/**
 * Starts to write what waits and nobody is writing: whoever accepted it may have been cut off before, and an execution may
 * have been aborted.
 *
 * @returns in how many channels, and for how long the oldest batch of one that is active has waited
 */
export async function startWaiting(deps: DispatchDeps): Promise<Waiting> {
  const waiting: WaitingChannel[] = [];
  await inParallel(await deps.products(), PRODUCTS_AT_ONCE, async (product) => {
    for await (const one of deps.batchWriters.waiting(product)) waiting.push(one);
  });
  const since = new Map(waiting.map((one) => [one.channel, one.since]));
  let writing = 0;
  let waitingSeconds: number | undefined;
  await startAll(deps, [...since.keys()], 1, (channel, isStarted) => {
    if (isStarted) writing += 1;
    const seconds = secondsSince(since.get(channel), deps.now());
    waitingSeconds = Math.max(waitingSeconds ?? 0, seconds);
  });
  return { writing, ...(waitingSeconds !== undefined && { waitingSeconds }) };
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
  onActive: (channel: ChannelId, isStarted: boolean) => void = () => undefined,
): Promise<void> {
  await inParallel(channels, CHANNELS_AT_ONCE, async (channel) => {
    try {
      const found = await deps.channels.find(channel);
      // One that is paused, or whose connection is not active, goes on by itself; of one that is gone, nothing is left.
      if (found !== undefined && found.status !== 'active') return;
      onActive(channel, await startWriting(deps, channel, least));
    } catch (error) {
      logUnexpectedError(error, { task: 'start-writing', channel });
    }
  });
}

function secondsSince(time: string | undefined, now: Date): number {
  return time === undefined ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 1000));
}
