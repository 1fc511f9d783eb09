import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { Writer } from '../../domain/sync/changes/writer.ts';
import type { Channel, ChannelTypeName } from '../../domain/sync/channel.ts';
import type { ChannelId, ConnectorName } from '../../domain/sync/channel-ids.ts';
import type { Connector } from '../../domain/sync/connector.ts';
import type { StreamProgress } from '../../domain/sync/reading.ts';
import type { Run } from '../../domain/sync/run.ts';
import { channelViewOf } from '../contract/channels/channel-view-of.ts';
import type { ChannelView } from '../contract/channels/channel-views.ts';
import { nothing } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';
import { type ChannelAccess, requireChannel } from './channel-access.ts';

/** What a channel is shown with. */
export type ViewDeps = {
  readonly runs: { underWay(channel: Channel['channel']): Promise<Run | undefined> };
  readonly connectorsOf: (type: ChannelTypeName) => readonly Connector[];
  readonly writersOf: (type: ChannelTypeName) => readonly Writer[];
  /** By connector; one of which nothing was read yet is absent. */
  readonly progress: (
    channel: ChannelId,
    connectors: readonly Connector[],
  ) => Promise<ReadonlyMap<ConnectorName, StreamProgress>>;
  readonly now: () => Date;
};

export type Deps = ChannelAccess & ViewDeps;

/** `GET /v1/channels/{id}`: settings, and where each connector is. */
export function showChannel(deps: Deps): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    return answer(await shownChannel(deps, await requireChannel(deps, request)));
  };
}

/** A channel with all that is known of how it is. */
export async function shownChannel(deps: ViewDeps, channel: Channel): Promise<ChannelView> {
  const connectors = deps.connectorsOf(channel.type);
  const begun = connectors.filter(({ name }) => channel.connectors[name] !== undefined);
  const [run, progress] = await Promise.all([
    deps.runs.underWay(channel.channel),
    deps.progress(channel.channel, begun),
  ]);
  return channelViewOf({ channel, connectors, writers: deps.writersOf(channel.type), progress, run }, deps.now());
}
