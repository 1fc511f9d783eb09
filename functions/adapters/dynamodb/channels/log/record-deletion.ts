import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { expiringPrefix, lastingPrefix, streamKey } from './stream-item.ts';

export type RecordDeletion = ReturnType<typeof openRecordDeletion>;

/** Longer than entries may be there: as long as one is, the stream must tell that it belongs to an earlier life. */
const TOMBSTONE_DAYS = 400;
const DAY_SECONDS = 24 * 60 * 60;

/** Deletes all that was read of a store. Repeated, it does no harm. */
export function openRecordDeletion(table: Table, objects: Pick<ObjectStore, 'removeAll'>, now: () => Date) {
  /** Entries are left to expire: none of an earlier life is ever read again, and a writer of one appends no more. */
  async function endLife(channel: ChannelId, connector: ConnectorName, isLast: boolean): Promise<void> {
    const expiresAt = Math.floor(now().getTime() / 1000) + TOMBSTONE_DAYS * DAY_SECONDS;
    await updateIf(table.client, {
      table: table.name,
      pk: streamKey({ channel, connector }),
      set: { head: 0, deletedAt: now().toISOString(), ...(isLast && { expiresAt }) },
      setTo: { life: 'if_not_exists(#life, :none) + :one' },
      remove: ['entry', 'known'],
      values: { ':none': 0, ':one': 1 },
    });
  }

  return {
    /**
     * @param connectors all that the channel ever had
     * @param channelIsDeleted false: the store may be connected again, and is then read anew
     */
    async deleteRecords(
      channel: ChannelId,
      connectors: readonly ConnectorName[],
      channelIsDeleted: boolean,
    ): Promise<void> {
      // Streams first: whoever is still writing then has nothing to append to.
      await Promise.all(connectors.map((connector) => endLife(channel, connector, channelIsDeleted)));
      for (const prefix of [expiringPrefix(channel), lastingPrefix(channel)]) await objects.removeAll(prefix);
    },
  };
}
