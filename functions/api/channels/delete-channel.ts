import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { answer } from '../json-answer.ts';
import { readNoBody } from '../read-request.ts';
import { type ChannelAccess, requireChannel } from './channel-access.ts';

export type Deps = {
  readonly productsOf: ChannelAccess['productsOf'];
  readonly channels: Pick<ChannelRepository, 'find' | 'delete'>;
  readonly log: typeof log;
};

/**
 * `DELETE /v1/channels/{id}`: it is gone at once, and reads nothing more. Its records are deleted with the next window,
 * and again until no writer is left that had begun before.
 */
export function deleteChannel(deps: Deps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const channel = await requireChannel(deps, request);
    if (!(await deps.channels.delete(channel))) throw new Refusal('channel_unknown');
    const { product, connection, channel: id } = channel;
    deps.log('channel_deleted', { product, connection, channel: id, client: request.client });
    return answer({ id, deleted: true });
  };
}
