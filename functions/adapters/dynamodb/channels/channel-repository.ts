import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Channel } from '../../../domain/sync/channel.ts';
import type { ChannelId } from '../../../domain/sync/channel-ids.ts';
import { batchGet } from '../batch-get.ts';
import type { Table } from '../table.ts';
import { changeChannel, findChannelItem } from './change-channel.ts';
import { channelKey, isHidden, parseChannelItem, toChannel } from './channel-item.ts';
import { openChannelListings } from './channel-listings.ts';
import { openChannelStatus } from './channel-status.ts';
import { openChannelsOfConnection } from './channels-of-connection.ts';
import { openLookRecords } from './looks/look-records.ts';
import { openTurnRecords } from './looks/turn-records.ts';

export type ChannelRepository = ReturnType<typeof openChannelRepository>;

/** What somebody may change of a channel. */
export type ChannelSettingsChange = Pick<Channel, 'label' | 'settings' | 'connectors' | 'writers'>;

/** The channels of all connections. */
export function openChannelRepository(table: Table, now: () => Date) {
  const change = changeChannel(table);
  return {
    async find(channel: ChannelId): Promise<Channel | undefined> {
      const found = await findChannelItem(table, channel);
      return found && toChannel(found);
    },

    /** Those that are there, in the order of their ids. */
    async findAll(channels: readonly ChannelId[]): Promise<readonly Channel[]> {
      const items = (await batchGet(table, channels.map(channelKey))).map(parseChannelItem);
      const byId = new Map(items.filter((item) => !isHidden(item)).map((item) => [item.channel, toChannel(item)]));
      return channels.flatMap((channel) => byId.get(channel) ?? []);
    },

    ...openChannelsOfConnection(table, now),
    ...openChannelStatus(change),
    ...openChannelListings(table),

    /**
     * Changes settings that were made from one revision.
     *
     * @throws Refusal `channel_changed` when there is a newer one, `channel_unknown`
     */
    change(channel: ChannelId, revision: number, { label, settings, connectors, writers }: ChannelSettingsChange) {
      return change(channel, ({ label: _, ...item }) => {
        if (item.revision !== revision) throw new Refusal('channel_changed', { revision: item.revision });
        const changed = { ...(label !== undefined && { label }), settings, connectors, ...(writers && { writers }) };
        return { ...item, ...changed, revision: revision + 1 };
      });
    },

    recordLook: openLookRecords(table),
    recordTurns: openTurnRecords(table),
  };
}
