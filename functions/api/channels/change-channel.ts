import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { chosenConnectors, chosenWriters } from '../../channels/new-channel.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { changeChannelBody } from '../contract/channels/channel-requests.ts';
import { answer } from '../json-answer.ts';
import { readBody } from '../read-request.ts';
import { type ChannelAccess, requireChannel } from './channel-access.ts';
import { shownChannel, type ViewDeps } from './show-channel.ts';

export type Deps = ViewDeps & {
  readonly productsOf: ChannelAccess['productsOf'];
  readonly channels: Pick<ChannelRepository, 'find' | 'change'>;
  readonly log: typeof log;
};

/** `PUT /v1/channels/{id}`: changes what is named, made from the revision that was read. */
export function changeChannel(deps: Deps): ApiHandler {
  return async (request) => {
    const { revision, ...asked } = readBody(request, changeChannelBody);
    const channel = await requireChannel(deps, request);
    if (channel.revision !== revision) throw new Refusal('channel_changed', { revision: channel.revision });
    const known = deps.connectorsOf(channel.type);
    const label = asked.label === undefined ? channel.label : (asked.label ?? undefined);
    const changed = await deps.channels.change(channel.channel, revision, {
      ...(label !== undefined && { label }),
      settings: asked.settings ?? channel.settings,
      connectors: chosenConnectors(known, asked.connectors ?? {}, channel.connectors),
      ...(asked.writers && { writers: chosenWriters(deps.writersOf(channel.type), asked.writers, channel.writers) }),
    });
    const { product, connection, channel: id } = changed;
    deps.log('channel_changed', { product, connection, channel: id, client: request.client });
    return answer(await shownChannel(deps, changed));
  };
}
