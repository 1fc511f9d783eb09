import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { StreamName } from '../../domain/sync/change-log.ts';
import type { Channel, ChannelTypeName } from '../../domain/sync/channel.ts';
import type { ConnectorName } from '../../domain/sync/channel-ids.ts';
import type { StreamProgress } from '../../domain/sync/reading.ts';
import type { Run } from '../../domain/sync/run.ts';
import { channelViewOf, type ShownConnector } from '../contract/channels/channel-view-of.ts';
import type { ChannelView } from '../contract/channels/channel-views.ts';
import { nothing } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';
import { type ChannelAccess, requireChannel } from './channel-access.ts';

/** What a channel is shown with. */
export type ViewDeps = {
  readonly runs: { underWay(channel: Channel['channel']): Promise<Run | undefined> };
  readonly connectorsOf: (type: ChannelTypeName) => readonly ShownConnector[];
  /** Undefined where nothing was read yet. */
  readonly progress: (stream: StreamName) => Promise<StreamProgress | undefined>;
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
  const [run, found] = await Promise.all([
    deps.runs.underWay(channel.channel),
    Promise.all(begun.map(({ name }) => progressOf(deps, channel, name))),
  ]);
  const progress = new Map(found.flatMap(([name, of]) => (of === undefined ? [] : [[name, of] as const])));
  return channelViewOf({ channel, connectors, progress, run }, deps.now());
}

async function progressOf(
  deps: ViewDeps,
  { channel }: Channel,
  connector: ConnectorName,
): Promise<readonly [ConnectorName, StreamProgress | undefined]> {
  return [connector, await deps.progress({ channel, connector })];
}
