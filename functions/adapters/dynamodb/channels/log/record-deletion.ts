import type { StreamName } from '../../../../domain/sync/change-log.ts';
import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { batchGet } from '../../batch-get.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { channelPrefix, lifePrefix, OBJECT_KINDS, streamItem, streamKey, streamPrefix } from './stream-item.ts';

export type RecordDeletion = ReturnType<typeof openRecordDeletion>;

/** Longer than entries may be there: as long as one is, the stream must tell that it belongs to an earlier life. */
const TOMBSTONE_DAYS = 400;
const DAY_SECONDS = 24 * 60 * 60;

/**
 * Deletes what was read of a store, life by life: what is read after that stays, however late this comes. Repeated, it
 * does no harm. Cut off, it leaves a mark at the stream.
 */
export function openRecordDeletion(table: Table, objects: Pick<ObjectStore, 'removeAll'>, now: () => Date) {
  /** Entries are left to expire: none of an earlier life is ever read again, and a writer of one appends no more. */
  async function endLife(stream: StreamName, isLast: boolean): Promise<void> {
    const expiresAt = Math.floor(now().getTime() / 1000) + TOMBSTONE_DAYS * DAY_SECONDS;
    await updateIf(table.client, {
      table: table.name,
      pk: streamKey(stream),
      set: { head: 0, deletedAt: now().toISOString(), isUnswept: true, ...(isLast && { expiresAt }) },
      setTo: { life: 'if_not_exists(#life, :none) + :one' },
      remove: ['entry', 'known'],
      values: { ':none': 0, ':one': 1 },
    });
  }

  async function streamsOf(channel: ChannelId, connectors: readonly ConnectorName[]) {
    const keys = connectors.map((connector) => streamKey({ channel, connector }));
    const items = new Map((await batchGet(table, keys)).map((item) => [item['pk'], streamItem.parse(item)]));
    return connectors.flatMap((connector) => {
      const stream = { channel, connector };
      const item = items.get(streamKey(stream));
      return item === undefined ? [] : [{ stream, item }];
    });
  }

  async function sweepOne(stream: StreamName, life: number): Promise<void> {
    for (const kind of OBJECT_KINDS) {
      await objects.removeAll(streamPrefix(kind, stream), lifePrefix(kind, stream, life));
    }
    await updateIf(table.client, {
      table: table.name,
      pk: streamKey(stream),
      set: {},
      remove: ['isUnswept'],
      condition: '#life = :life',
      names: { '#life': 'life' },
      values: { ':life': life },
    });
  }

  /** Deletes what is left of earlier lives. */
  async function sweep(channel: ChannelId, connectors: readonly ConnectorName[]): Promise<void> {
    for (const { stream, item } of await streamsOf(channel, connectors)) {
      if (item.isUnswept) await sweepOne(stream, item.life);
    }
  }

  return {
    sweep,

    /** Whether anything was read since the records were last deleted, or is left of what was read before. */
    async hasRecords(channel: ChannelId, connectors: readonly ConnectorName[]): Promise<boolean> {
      return (await streamsOf(channel, connectors)).some(({ item }) => item.head > 0 || item.isUnswept);
    },

    /** The store may be connected again, and is then read anew. @param connectors all that the channel ever had */
    async deleteRecords(channel: ChannelId, connectors: readonly ConnectorName[]): Promise<void> {
      // Streams first: whoever is still writing then has nothing to append to.
      await Promise.all(connectors.map((connector) => endLife({ channel, connector }, false)));
      await sweep(channel, connectors);
    },

    /** Of a channel that was deleted for good: nothing is ever appended to it again. */
    async deleteForGood(channel: ChannelId, connectors: readonly ConnectorName[]): Promise<void> {
      await Promise.all(connectors.map((connector) => endLife({ channel, connector }, true)));
      for (const kind of OBJECT_KINDS) await objects.removeAll(channelPrefix(kind, channel));
    },
  };
}
