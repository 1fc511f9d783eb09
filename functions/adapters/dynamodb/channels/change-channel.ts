import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Channel } from '../../../domain/sync/channel.ts';
import type { ChannelId } from '../../../domain/sync/channel-ids.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { type ChannelItem, channelKey, isHidden, listingOf, parseChannelItem, toChannel } from './channel-item.ts';

const ROUNDS = 10;

/** @returns undefined for one that is only being made, or was deleted, too */
export async function findChannelItem(table: Table, channel: ChannelId): Promise<ChannelItem | undefined> {
  const Key = { pk: channelKey(channel) };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const found = Item && parseChannelItem(Item);
  return found === undefined || isHidden(found) ? undefined : found;
}

/** @returns the item as it is to be; undefined: it stays as it is */
export type NextItem = (now: ChannelItem) => ChannelItem | undefined;

export type ChangeChannel = (channel: ChannelId, next: NextItem) => Promise<Channel>;

/**
 * Changes settings or status of a channel, which the list is sorted by together: read, and written if nobody else has
 * done so meanwhile.
 */
export function changeChannel(table: Table): ChangeChannel {
  async function write(read: ChannelItem, changed: ChannelItem): Promise<ChannelItem | undefined> {
    const set = Object.fromEntries(Object.entries(changed).filter(([name]) => !APART.has(name)));
    const gone = Object.keys(read).filter((name) => OPTIONAL.has(name) && !(name in set));
    const item = await updateIf(table.client, {
      table: table.name,
      pk: channelKey(read.channel),
      set: { ...set, edition: read.edition + 1, ...listingOf(changed) },
      remove: gone,
      condition: '#edition = :read',
      values: { ':read': read.edition },
    });
    return item && parseChannelItem(item);
  }

  return async (channel, next) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const read = await findChannelItem(table, channel);
      if (read === undefined) throw new Refusal('channel_unknown');
      const changed = next(read);
      if (changed === undefined) return toChannel(read);
      const written = await write(read, changed);
      if (written !== undefined) return toChannel(written);
    }
    throw new Refusal('interrupted');
  };
}

/** What a change of settings or status may take away. */
const OPTIONAL: ReadonlySet<string> = new Set(['label', 'pausedBy', 'isCutOff']);

/** What never changes, and what is written apart from settings and status. */
const APART: ReadonlySet<string> = new Set([
  'channel',
  'connection',
  'failures',
  'notBefore',
  'customFailures',
  'customNotBefore',
  'problems',
  'turns',
  'underWay',
]);
