import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { type ChannelId, type ConnectorName, parseConnectorName } from '../../domain/sync/channel-ids.ts';
import { answer } from '../json-answer.ts';
import { readNoBody } from '../read-request.ts';
import { type ChannelAccess, requireChannel } from './channel-access.ts';

export type Deps = {
  readonly productsOf: ChannelAccess['productsOf'];
  readonly channels: Pick<ChannelRepository, 'find' | 'delete'>;
  readonly deleteRecords: (
    channel: ChannelId,
    connectors: readonly ConnectorName[],
    channelIsDeleted: boolean,
  ) => Promise<void>;
  readonly log: typeof log;
};

/**
 * `DELETE /v1/channels/{id}`: with all its records. They go first: cut off in between, the channel is still there, and
 * can be deleted again.
 */
export function deleteChannel(deps: Deps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const channel = await requireChannel(deps, request);
    const connectors = Object.keys(channel.connectors).map(parseConnectorName);
    await deps.deleteRecords(channel.channel, connectors, true);
    await deps.channels.delete(channel);
    const { product, connection, channel: id } = channel;
    deps.log('channel_deleted', { product, connection, channel: id, client: request.client });
    return answer({ id, deleted: true });
  };
}
