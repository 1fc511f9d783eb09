import { hostOf, type StoreUrl } from '../../../domain/stores/store-url.ts';
import { leftAloneUntil } from '../../../domain/sync/back-off.ts';
import type { Writer } from '../../../domain/sync/changes/writer.ts';
import type { Channel, ConnectorSetting } from '../../../domain/sync/channel.ts';
import type { ConnectorName } from '../../../domain/sync/channel-ids.ts';
import type { Connector } from '../../../domain/sync/connector.ts';
import {
  type ConnectorFacts,
  connectorState,
  failureOf,
  importSeconds,
  lagSeconds,
} from '../../../domain/sync/connector-state.ts';
import type { StreamProgress } from '../../../domain/sync/reading.ts';
import type { Run } from '../../../domain/sync/run.ts';
import type { ChannelView, ConnectorView, ListedChannelView, WriterView } from './channel-views.ts';

/** What is shown of a connector besides what the channel sets. */
export type ShownConnector = Pick<Connector, 'name' | 'label' | 'resources' | 'everyMinutes'>;

export type ShownWriter = Pick<Writer, 'name' | 'label' | 'direction' | 'resources'>;

/** A channel, and all that is known of how it is. */
export type ChannelFacts = {
  readonly channel: Channel;
  readonly connectors: readonly ShownConnector[];
  readonly writers: readonly ShownWriter[];
  readonly progress: ReadonlyMap<ConnectorName, StreamProgress>;
  /** The one that is under way. */
  readonly run: Run | undefined;
};

/**
 * @param connectors all that its type has
 * @param store undefined where its connection is gone
 */
export function listedViewOf(
  channel: Channel,
  connectors: readonly ShownConnector[],
  store: StoreUrl | undefined,
): ListedChannelView {
  const failure = failureOf(channel);
  const missing = connectors
    .filter(({ name }) => channel.connectors[name]?.on && channel.problems?.[name]?.code === 'permission_missing')
    .flatMap(({ resources }) => resources);
  return {
    ...sharedViewOf(channel),
    ...(failure && { failing: { reason: failure.code, since: failure.since } }),
    ...(store && { host: hostOf(store) }),
    connectors: { ...channel.connectors },
    writers: { ...channel.writers },
    ...(missing.length > 0 && { missingPermissions: [...new Set(missing)] }),
  };
}

export function channelViewOf({ channel, connectors, writers, progress, run }: ChannelFacts, now: Date): ChannelView {
  const views = connectors.map((connector): [string, ConnectorView] => [
    connector.name,
    connectorViewOf(channel, connector, progress.get(connector.name), run, now),
  ]);
  const lags = views.flatMap(([, { lagSeconds: lag }]) => lag ?? []);
  const estimate = importSeconds([...progress.values()], run, now);
  return {
    ...sharedViewOf(channel),
    connectors: Object.fromEntries(views),
    writers: Object.fromEntries(writers.map((writer) => [writer.name, writerViewOf(channel, writer)])),
    ...(run && { run: run.run }),
    ...(lags.length > 0 && { lagSeconds: Math.max(...lags) }),
    ...(estimate !== undefined && { estimateSeconds: estimate }),
  };
}

function sharedViewOf(channel: Channel) {
  const { label, pausedBy, settings } = channel;
  const notBefore = leftAloneUntil(channel);
  const { quietHours, syncFrom, ...always } = settings;
  return {
    id: channel.channel,
    connection: channel.connection,
    product: channel.product,
    type: channel.type,
    ...(label !== undefined && { label }),
    status: channel.status,
    statusSince: channel.statusSince,
    settings: { ...always, ...(quietHours && { quietHours }), ...(syncFrom && { syncFrom }) },
    revision: channel.revision,
    createdAt: channel.createdAt,
    createdBy: channel.createdBy,
    ...(pausedBy && { pausedBy }),
    ...(notBefore && { notBefore }),
  };
}

function writerViewOf({ writers }: Channel, { name, label, direction, resources }: ShownWriter): WriterView {
  return { label, direction, resources: [...resources], priority: writers?.[name]?.priority ?? 'store' };
}

function connectorViewOf(
  channel: Channel,
  { name, label, resources, everyMinutes }: ShownConnector,
  progress: StreamProgress | undefined,
  run: Run | undefined,
  now: Date,
): ConnectorView {
  const setting: ConnectorSetting = channel.connectors[name] ?? { on: false, everyMinutes };
  const facts: ConnectorFacts = { setting, progress, problem: channel.problems?.[name] };
  const own = run?.connectors.includes(name) ? run : undefined;
  const lag = lagSeconds(channel, facts, own, now);
  const state = connectorState(facts, lag);
  const isCurrent = setting.on && progress?.imported === true;
  return {
    on: setting.on,
    everyMinutes: setting.everyMinutes,
    label,
    state,
    ...(facts.problem && setting.on && { reason: facts.problem.code, since: facts.problem.since }),
    ...(state === 'skipped' && { resources: [...resources] }),
    ...(progress?.upTo && { upTo: progress.upTo }),
    ...(isCurrent && { lagSeconds: lag }),
    ...(progress?.total !== undefined && { total: progress.total }),
    ...(progress?.left !== undefined && { left: progress.left }),
    ...(progress?.held !== undefined && { held: progress.held }),
  };
}
