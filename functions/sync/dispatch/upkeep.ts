import type { DeletedChannel } from '../../adapters/dynamodb/channels/channel-deletion.ts';
import type { ListedChannel } from '../../adapters/dynamodb/channels/channel-item.ts';
import { inParallel } from '../../adapters/lambda/in-parallel.ts';
import { logUnexpectedError } from '../../adapters/lambda/log.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';
import { followConnection } from './connection-event.ts';
import type { DispatchDeps } from './dependencies.ts';

/** Channels whose turn it is. */
export type Upkeep = {
  /** To be compared with their connections, in case an event was lost, or what it asks for failed. */
  readonly compared: readonly ListedChannel[];
  /** Whose objects are gone through. */
  readonly swept: readonly ListedChannel[];
};

const CHANNELS_AT_ONCE = 25;
/** Longer than any function works: after that, nobody is left who could still write for a deleted channel. */
const LATE_WRITERS_MS = 20 * 60_000;

/** What is done for channels besides looks. What fails is tried again at its next turn. */
export async function keepUp(deps: DispatchDeps, { compared, swept }: Upkeep) {
  const counts = { stopped: compared.length, deleted: 0, failed: 0 };
  const attempt = async (task: string, channel: ChannelId | undefined, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      logUnexpectedError(error, { task, ...(channel && { channel }) });
      counts.failed += 1;
    }
  };
  await inParallel(compared, CHANNELS_AT_ONCE, ({ channel, connection }) =>
    attempt('follow-connection', channel, () => followConnection(deps, connection, 'compared')),
  );
  const deleteOne = ({ channel, deletedAt }: DeletedChannel) =>
    attempt('delete-channel', channel.channel, async () => {
      await deps.deleteForGood(channel);
      counts.deleted += 1;
      if (deps.now().getTime() - Date.parse(deletedAt) > LATE_WRITERS_MS) await deps.channels.bury(channel);
    });
  await attempt('list-deleted', undefined, async () =>
    inParallel(await deps.channels.deleted(), CHANNELS_AT_ONCE, deleteOne),
  );
  await inParallel(swept, CHANNELS_AT_ONCE, ({ channel: id }) =>
    attempt('sweep-records', id, async () => {
      const channel = await deps.channels.find(id);
      if (channel !== undefined) await deps.sweepRecords(channel);
    }),
  );
  return counts;
}
