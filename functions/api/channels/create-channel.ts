import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { channelType } from '../../channels/channel-types.ts';
import { chosenConnectors, chosenWriters, everyConnector, newChannel } from '../../channels/new-channel.ts';
import { type StartDeps, startRun } from '../../channels/runs/start-run.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';
import { wantedConnectors } from '../../domain/sync/look.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { createChannelBody } from '../contract/channels/channel-requests.ts';
import { answer } from '../json-answer.ts';
import { readBody } from '../read-request.ts';
import { shownChannel, type ViewDeps } from './show-channel.ts';

export type Deps = ViewDeps &
  StartDeps & {
    readonly productsOf: ProductsOf;
    readonly connections: Pick<ConnectionRepository, 'find'>;
    readonly channels: {
      /** @throws Refusal `channels_at_limit` */
      create(channel: Channel): Promise<Channel>;
      cutOff(channel: ChannelId, at: string): Promise<Channel>;
    };
    readonly runs: ViewDeps['runs'] & StartDeps['runs'];
    readonly log: typeof log;
  };

/** `POST /v1/connections/{id}/channels`: makes a channel, whose first import begins at once. */
export function createChannel(deps: Deps): ApiHandler {
  return async (request) => {
    const { type, label, settings, connectors, writers } = readBody(request, createChannelBody);
    const connection = await requireConnection(deps, request);
    if (connection.status === 'disconnected') throw new Refusal('connection_disconnected');
    const known = deps.connectorsOf(type);
    const wanted = {
      type,
      ...(label !== undefined && { label }),
      settings: settings ?? channelType(type).settings.parse({}),
      connectors: chosenConnectors(known, connectors ?? everyConnector(known), {}),
      ...(writers && { writers: chosenWriters(deps.writersOf(type), writers, {}) }),
      createdBy: request.client,
    };
    const made = await deps.channels.create(newChannel(connection, wanted, deps.now()));
    const { channel: id, product } = made;
    deps.log('channel_created', { product, connection: connection.connection, channel: id, client: request.client });
    if (connection.status === 'active') {
      if (wantedConnectors(made).length > 0) await startRun(deps, made, { task: 'look', trigger: 'api' });
      return answer(await shownChannel(deps, made), 201);
    }
    const waiting = await deps.channels.cutOff(id, deps.now().toISOString());
    return answer(await shownChannel(deps, waiting), 201);
  };
}
