import { malformed } from '../adapters/fields/checked-input.ts';
import type { Connection } from '../domain/stores/connection.ts';
import type { Writer } from '../domain/sync/changes/writer.ts';
import { BY_ITSELF, type Channel, type ConnectorSetting, type WriterSetting } from '../domain/sync/channel.ts';
import type { ChannelDefaults } from '../domain/sync/channel-defaults.ts';
import { type ConnectorName, defaultChannelId, newChannelId } from '../domain/sync/channel-ids.ts';
import type { Connector } from '../domain/sync/connector.ts';
import { channelType } from './channel-types.ts';

/** What of a connector a channel begins with. */
type Known = Pick<Connector, 'name' | 'everyMinutes'>;
/** By the names of connectors. An interval that is left out is the connector's own. */
export type ChosenConnectors = Readonly<
  Record<string, { readonly on: boolean; readonly everyMinutes?: number | undefined }>
>;
type Settings = Readonly<Record<ConnectorName, ConnectorSetting>>;

/**
 * The connectors of a channel once somebody has chosen. Those that are not named stay as they are.
 *
 * @throws Refusal `request_malformed` naming each connector that there is not
 */
export function chosenConnectors(known: readonly Known[], chosen: ChosenConnectors, before: Settings): Settings {
  const names = known.map(({ name }) => name);
  const unknown = Object.keys(chosen).filter((name) => !names.some((one) => one === name));
  if (unknown.length > 0) {
    throw malformed(unknown.map((name) => `connectors.${name}: is unknown; there are ${names.join(', ')}`));
  }
  const entries = known.map(({ name, everyMinutes }): [string, ConnectorSetting] => {
    const was = before[name] ?? { on: false, everyMinutes };
    const asked = chosen[name];
    return [name, asked === undefined ? was : { on: asked.on, everyMinutes: asked.everyMinutes ?? was.everyMinutes }];
  });
  return { ...before, ...Object.fromEntries(entries) };
}

/**
 * How changes are written once somebody has chosen. Writers that are not named stay as they are.
 *
 * @throws Refusal `request_malformed` naming each writer that there is not
 */
export function chosenWriters(
  known: readonly Pick<Writer, 'name'>[],
  chosen: Readonly<Record<string, WriterSetting>>,
  before: Channel['writers'] = {},
): NonNullable<Channel['writers']> {
  const names = known.map(({ name }) => name);
  const unknown = Object.keys(chosen).filter((name) => !names.some((one) => one === name));
  if (unknown.length > 0) {
    throw malformed(unknown.map((name) => `writers.${name}: is unknown; there are ${names.join(', ')}`));
  }
  return { ...before, ...chosen };
}

/** All connectors, at their own intervals. */
export function everyConnector(known: readonly Known[]): ChosenConnectors {
  return Object.fromEntries(known.map(({ name }) => [name, { on: true }]));
}

/** A channel as it begins. `createdBy`: who asked for it. */
export function newChannel(
  { connection, product }: Pick<Connection, 'connection' | 'product'>,
  wanted: Pick<Channel, 'type' | 'label' | 'settings' | 'connectors' | 'writers' | 'createdBy'>,
  now: Date,
): Channel {
  const at = now.toISOString();
  return {
    channel: newChannelId(),
    connection,
    product,
    ...wanted,
    status: 'active',
    statusSince: at,
    failures: 0,
    revision: 1,
    createdAt: at,
  };
}

/**
 * The channel that a store gets by itself. A connector that there is no more is left out; findings have named it before
 * it was published.
 *
 * @returns undefined where nothing is left
 */
export function defaultChannel(
  connection: Pick<Connection, 'connection' | 'product' | 'activation'>,
  defaults: ChannelDefaults,
  known: readonly Known[],
  now: Date,
): Channel | undefined {
  const there = defaults.connectors.filter(({ name }) => known.some((one) => one.name === name));
  if (there.length === 0) return undefined;
  const chosen = Object.fromEntries(there.map(({ name, everyMinutes }) => [name, { on: true, everyMinutes }]));
  const connectors = chosenConnectors(known, chosen, {});
  const settings = channelType('magento2').settings.parse({});
  const wanted = { type: 'magento2', settings, connectors, createdBy: BY_ITSELF } as const;
  return {
    ...newChannel(connection, wanted, now),
    channel: defaultChannelId(connection.connection, connection.activation),
  };
}
