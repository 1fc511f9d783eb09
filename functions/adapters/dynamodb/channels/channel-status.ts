import type { Channel, ChannelStatus } from '../../../domain/sync/channel.ts';
import type { ChannelId } from '../../../domain/sync/channel-ids.ts';
import type { ChangeChannel } from './change-channel.ts';
import type { ChannelItem } from './channel-item.ts';

/** What somebody wants of a channel, and what its connection allows, are kept apart: one does not undo the other. */
export function openChannelStatus(change: ChangeChannel) {
  return {
    /** Until somebody resumes it. Changes nothing of one that is paused. */
    pause(channel: ChannelId, by: string, at: string): Promise<Channel> {
      return change(channel, (now) =>
        now.pausedBy === undefined ? standing({ ...now, pausedBy: by }, at) : undefined,
      );
    },

    resume(channel: ChannelId, at: string): Promise<Channel> {
      return change(channel, ({ pausedBy, ...rest }) => (pausedBy === undefined ? undefined : standing(rest, at)));
    },

    /** The connection is not active any more. */
    cutOff(channel: ChannelId, at: string): Promise<Channel> {
      return change(channel, (now) => (now.isCutOff ? undefined : standing({ ...now, isCutOff: true }, at)));
    },

    /** The connection is active again: the channel goes on, unless somebody has paused it. */
    reconnect(channel: ChannelId, at: string): Promise<Channel> {
      return change(channel, ({ isCutOff, ...rest }) => (isCutOff ? standing(rest, at) : undefined));
    },
  };
}

function standing(item: ChannelItem, at: string): ChannelItem {
  const status = statusOf(item);
  return status === item.status ? item : { ...item, status, statusSince: at };
}

function statusOf({ pausedBy, isCutOff }: ChannelItem): ChannelStatus {
  if (pausedBy !== undefined) return 'paused';
  return isCutOff ? 'unavailable' : 'active';
}
