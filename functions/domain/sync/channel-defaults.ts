import type { ConnectorName } from './channel-ids.ts';

/** A connector, and how often it looks. */
export type ConnectorDefault = { readonly name: ConnectorName; readonly everyMinutes: number };

/** The channel that a store gets by itself when it is connected: these connectors, and no others. */
export type ChannelDefaults = { readonly connectors: readonly ConnectorDefault[] };
