import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ConnectionId } from '../../../domain/ids.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import { CHANNELS_PER_CONNECTION, type Channel } from '../../../domain/sync/channel.ts';
import type { ChannelId } from '../../../domain/sync/channel-ids.ts';
import { minted } from '../../fields/minted-field.ts';
import { batchGet } from '../batch-get.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { findChannelItem } from './change-channel.ts';
import { openChannelDeletion } from './channel-deletion.ts';
import {
  type ChannelItem,
  channelKey,
  channelsKey,
  isHidden,
  listingOf,
  parseChannelItem,
  toChannel,
} from './channel-item.ts';

const members = z.object({ channels: z.optional(z.set(minted<ChannelId>())) });

/** A channel that was not finished in this time is given up, and drops out of the table. */
const PENDING_SECONDS = 60 * 60;

/**
 * Which channels a connection has: a set in one item, so that its size can be a condition. A channel is put before it
 * enters the set, hidden, and shown after that: whatever is in the set without an item was deleted, or given up.
 */
export function openChannelsOfConnection(table: Table, now: () => Date) {
  const deletion = openChannelDeletion(table, now);
  const set = (connection: ConnectionId) => ({ table: table.name, pk: channelsKey(connection), set: {} });

  async function itemsOf(connection: ConnectionId): Promise<{ named: readonly ChannelId[]; items: ChannelItem[] }> {
    const Key = { pk: channelsKey(connection) };
    const { Item = {} } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    const named = [...(members.parse(Item).channels ?? [])];
    const items = (await batchGet(table, named.map(channelKey))).map(parseChannelItem);
    return { named, items };
  }

  async function put(channel: Channel): Promise<boolean> {
    const expiresAt = Math.floor(now().getTime() / 1000) + PENDING_SECONDS;
    const Item = { pk: channelKey(channel.channel), ...channel, edition: 1, isPending: true, expiresAt };
    try {
      const ConditionExpression = 'attribute_not_exists(pk)';
      await table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async function enter({ connection, channel }: Channel): Promise<boolean> {
    const entered = await updateIf(table.client, {
      ...set(connection),
      add: { channels: new Set([channel]) },
      condition: 'attribute_not_exists(#channels) OR size(#channels) < :most OR contains(#channels, :channel)',
      values: { ':most': CHANNELS_PER_CONNECTION, ':channel': channel },
    });
    return entered !== undefined;
  }

  async function strike(connection: ConnectionId, channels: readonly ChannelId[]): Promise<void> {
    if (channels.length > 0)
      await updateIf(table.client, { ...set(connection), delete: { channels: new Set(channels) } });
  }

  async function strikeDeleted(connection: ConnectionId): Promise<void> {
    const { named, items } = await itemsOf(connection);
    const living = new Set(items.filter(({ deletedAt }) => deletedAt === undefined).map(({ channel }) => channel));
    await strike(
      connection,
      named.filter((channel) => !living.has(channel)),
    );
  }

  async function show(channel: Channel): Promise<void> {
    await updateIf(table.client, {
      table: table.name,
      pk: channelKey(channel.channel),
      set: listingOf(channel),
      remove: ['isPending', 'expiresAt'],
      condition: 'isPending = :pending',
      values: { ':pending': true },
    });
  }

  return {
    /**
     * Makes a channel, once: repeated with its id, it gives the channel that there is.
     *
     * @throws Refusal `channels_at_limit`; `channel_unknown` for one that was deleted
     */
    async create(channel: Channel): Promise<Channel> {
      if (!(await put(channel)) && (await wasDeleted(table, channel.channel))) throw new Refusal('channel_unknown');
      if (!(await enter(channel))) {
        await strikeDeleted(channel.connection);
        if (!(await enter(channel))) {
          await giveUp(table, channel.channel);
          throw new Refusal('channels_at_limit');
        }
      }
      await show(channel);
      const made = await findChannelItem(table, channel.channel);
      if (made === undefined) throw new Refusal('interrupted');
      return toChannel(made);
    },

    /** All of them, consistent, oldest first. */
    async ofConnection(connection: ConnectionId): Promise<readonly Channel[]> {
      const { items } = await itemsOf(connection);
      return items
        .filter((item) => !isHidden(item))
        .map(toChannel)
        .toSorted((a, b) => (`${a.createdAt}${a.channel}` < `${b.createdAt}${b.channel}` ? -1 : 1));
    },

    /** Hides it, and makes room for another one. Its records are deleted after that. @returns false when it is gone */
    async delete({ channel, connection }: Pick<Channel, 'channel' | 'connection'>): Promise<boolean> {
      const isHidden = await deletion.hide({ channel });
      await strike(connection, [channel]);
      return isHidden;
    },

    deleted: deletion.deleted,
    bury: deletion.bury,
  };
}

async function wasDeleted(table: Table, channel: ChannelId): Promise<boolean> {
  const [item] = await batchGet(table, [channelKey(channel)]);
  return item !== undefined && parseChannelItem(item).deletedAt !== undefined;
}

async function giveUp(table: Table, channel: ChannelId): Promise<void> {
  try {
    await table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: { pk: channelKey(channel) },
        ConditionExpression: 'isPending = :pending',
        ExpressionAttributeValues: { ':pending': true },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
