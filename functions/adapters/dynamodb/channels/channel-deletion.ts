import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Channel } from '../../../domain/sync/channel.ts';
import { parseChannelId } from '../../../domain/sync/channel-ids.ts';
import { batchGet } from '../batch-get.ts';
import { updateIf } from '../conditional-update.ts';
import { BY_PRODUCT } from '../indexes.ts';
import type { Table } from '../table.ts';
import { type ChannelItem, channelKey, parseChannelItem, toChannel } from './channel-item.ts';

/** A channel whose records are still to be deleted. */
export type DeletedChannel = { readonly channel: Channel; readonly deletedAt: string };

/** Deleted channels of all products, the oldest first. */
const LISTING = 'channels-deleted';
/** As many as are worked on in one window. */
const LISTED_AT_ONCE = 100;

/** As long as a late event could make a channel again that has its id from its connection: see `record-deletion.ts`. */
const TOMBSTONE_DAYS = 400;
const DAY_SECONDS = 24 * 60 * 60;

const row = z.object({ pk: z.string() });

/** A deleted channel is hidden at once. Its item stays, and is listed until its records are deleted. */
export function openChannelDeletion(table: Table, now: () => Date) {
  return {
    /** @returns false when it is not there, or was deleted before */
    async hide({ channel }: Pick<Channel, 'channel'>): Promise<boolean> {
      const deletedAt = now().toISOString();
      const hidden = await updateIf(table.client, {
        table: table.name,
        pk: channelKey(channel),
        set: { deletedAt, listing: LISTING, listedAs: `${deletedAt}#${channel}` },
        // Whoever has read it to change it writes nothing then.
        setTo: { edition: '#edition + :one' },
        condition: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
        values: { ':one': 1 },
      });
      return hidden !== undefined;
    },

    /** Those whose records are to be deleted, or of which late writers may have left some. */
    async deleted(): Promise<readonly DeletedChannel[]> {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: BY_PRODUCT,
          KeyConditionExpression: 'listing = :listing',
          ExpressionAttributeValues: { ':listing': LISTING },
          Limit: LISTED_AT_ONCE,
        }),
      );
      const keys = Items.map((item) => channelKey(parseChannelId(row.parse(item).pk.split('#')[1] ?? '')));
      return (await batchGet(table, keys)).map(parseChannelItem).flatMap(deletedChannel);
    },

    /** Its records are deleted: what is left of it expires. */
    async bury({ channel }: Pick<Channel, 'channel'>): Promise<void> {
      await updateIf(table.client, {
        table: table.name,
        pk: channelKey(channel),
        set: { expiresAt: Math.floor(now().getTime() / 1000) + TOMBSTONE_DAYS * DAY_SECONDS },
        remove: ['listing', 'listedAs'],
        condition: 'attribute_exists(deletedAt)',
      });
    },
  };
}

function deletedChannel(item: ChannelItem): readonly DeletedChannel[] {
  const { deletedAt } = item;
  return deletedAt === undefined ? [] : [{ channel: toChannel(item), deletedAt }];
}
