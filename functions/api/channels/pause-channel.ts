import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { type StartWritingDeps, startWriting } from '../../channels/runs/start-writing.ts';
import { answer } from '../json-answer.ts';
import { readNoBody } from '../read-request.ts';
import { type ChannelAccess, requireChannel } from './channel-access.ts';
import { shownChannel, type ViewDeps } from './show-channel.ts';

export type Deps = ViewDeps & {
  readonly productsOf: ChannelAccess['productsOf'];
  readonly channels: Pick<ChannelRepository, 'find' | 'pause' | 'resume'>;
  readonly log: typeof log;
};

/** `POST /v1/channels/{id}/pause`: until somebody resumes it. A repetition changes nothing. */
export function pauseChannel(deps: Deps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const { channel, product, connection, pausedBy } = await requireChannel(deps, request);
    const paused = await deps.channels.pause(channel, request.client, deps.now().toISOString());
    if (pausedBy === undefined) deps.log('channel_paused', { product, connection, channel, client: request.client });
    return answer(await shownChannel(deps, paused));
  };
}

/** `POST /v1/channels/{id}/resume`. Whether it is read then depends on its connection, too. */
export function resumeChannel(deps: Deps & StartWritingDeps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const { channel, product, connection, pausedBy } = await requireChannel(deps, request);
    const resumed = await deps.channels.resume(channel, deps.now().toISOString());
    if (pausedBy !== undefined) deps.log('channel_resumed', { product, connection, channel, client: request.client });
    if (resumed.status === 'active') await startWriting(deps, channel);
    return answer(await shownChannel(deps, resumed));
  };
}
