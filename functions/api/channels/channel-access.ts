import type { ApiRequest } from '../../adapters/lambda/api-handler.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { type ChannelId, parseChannelId, parseRunId, type RunId } from '../../domain/sync/channel-ids.ts';
import type { Run } from '../../domain/sync/run.ts';
import type { ProductsOf } from '../client-access.ts';

export type ChannelAccess = {
  readonly productsOf: ProductsOf;
  readonly channels: { find(channel: ChannelId): Promise<Channel | undefined> };
};

/**
 * The channel that a path names.
 *
 * @throws Refusal `channel_unknown`, for one of a product that the client does not see, too
 */
export async function requireChannel({ productsOf, channels }: ChannelAccess, request: ApiRequest): Promise<Channel> {
  const seen = await productsOf(request);
  const channel = await channels.find(parseChannelId(request.parameters['id'] ?? ''));
  if (channel === undefined || !seen.includes(channel.product)) throw new Refusal('channel_unknown');
  return channel;
}

export type RunAccess = ChannelAccess & { readonly runs: { find(run: RunId): Promise<Run | undefined> } };

/**
 * The run that a path names, and its channel.
 *
 * @throws Refusal `run_unknown`, for one of a product that the client does not see, and of a deleted channel, too
 */
export async function requireRun(
  { productsOf, channels, runs }: RunAccess,
  request: ApiRequest,
): Promise<{ run: Run; channel: Channel }> {
  const seen = await productsOf(request);
  const run = await runs.find(parseRunId(request.parameters['id'] ?? ''));
  const channel = run && (await channels.find(run.channel));
  if (run === undefined || channel === undefined || !seen.includes(channel.product)) throw new Refusal('run_unknown');
  return { run, channel };
}
