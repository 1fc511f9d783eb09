import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import { connectorsOf } from '../../channels/channel-types.ts';
import { describedConnectors } from '../../channels/described-connectors.ts';
import { defaultChannel } from '../../channels/new-channel.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { ChannelDefaultsOf } from '../../products/channel-defaults.ts';

/** Makes the channel that a product's integration wants for every store. */
export function defaultChannelMaker(
  channels: Pick<ChannelRepository, 'create'>,
  defaultsOf: ChannelDefaultsOf,
  descriptions: Parameters<typeof describedConnectors>[0],
  now: () => Date,
) {
  const known = connectorsOf('magento2', describedConnectors(descriptions));
  return async (connection: Connection): Promise<Channel | undefined> => {
    const defaults = await defaultsOf(connection.product);
    const channel = defaults && defaultChannel(connection, defaults, known, now());
    return channel && createOnce(channels, channel);
  };
}

/** One that somebody has deleted is not made again by an event that comes late. */
async function createOnce({ create }: Pick<ChannelRepository, 'create'>, channel: Channel) {
  try {
    return await create(channel);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'channel_unknown') return undefined;
    throw error;
  }
}
