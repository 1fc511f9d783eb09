import type { ConnectionId, ProductId } from '../ids.ts';
import type { RefusalCode } from '../refusals/refusal.ts';
import type { ChannelId, ConnectorName } from './channel-ids.ts';

export const CHANNEL_TYPES = ['magento2'] as const;
export type ChannelTypeName = (typeof CHANNEL_TYPES)[number];

/**
 * `unavailable`: the connection is not active. The channel is kept, and goes on by itself once it is active again;
 * one that somebody paused stays paused.
 */
export const CHANNEL_STATUSES = ['active', 'paused', 'unavailable'] as const;
export type ChannelStatus = (typeof CHANNEL_STATUSES)[number];

export const INTERVAL_MIN_MINUTES = 5;
export const INTERVAL_MAX_MINUTES = 24 * 60;

/** How many channels one connection may have. */
export const CHANNELS_PER_CONNECTION = 20;

export type ConnectorSetting = { readonly on: boolean; readonly everyMinutes: number };

/** Who wins where the vendor's change was made from a version of a record that the store has changed since. */
export const PRIORITIES = ['store', 'vendor'] as const;
export type Priority = (typeof PRIORITIES)[number];
export type WriterSetting = { readonly priority: Priority };

/** Hours in which the store is left alone, such as 22:00 to 06:00 in `Europe/Berlin`. */
export type QuietHours = { readonly from: string; readonly to: string; readonly timeZone: string };

/** How a store of Magento is read. */
export type ChannelSettings = {
  /** Code of the store view that records are read through, or `all`. */
  readonly storeView: string;
  /** Records a page; halved when the store fails, grown again when it does not. */
  readonly pageSize: number;
  /** How many of the store's calls at once the channel may use. */
  readonly callsAtOnce: number;
  /** Whether changes of many products are sent as one of Magento's bulks, where the store runs them. */
  readonly bulk?: boolean | undefined;
  readonly quietHours?: QuietHours | undefined;
  /** The first import leaves out what was changed before; ISO 8601. Absent: everything. */
  readonly syncFrom?: string | undefined;
};

/** Why a connector is not read now: the code of a refusal, and since when, ISO 8601. */
export type ConnectorProblem = { readonly code: RefusalCode; readonly since: string };

/** What of a store is read, how often, and how. Times are ISO 8601. */
export type Channel = {
  readonly channel: ChannelId;
  readonly connection: ConnectionId;
  readonly product: ProductId;
  readonly type: ChannelTypeName;
  readonly label?: string | undefined;
  readonly settings: ChannelSettings;
  readonly connectors: Readonly<Record<ConnectorName, ConnectorSetting>>;
  /** How changes of the vendor's are written, where it is not as usual: the store wins. */
  readonly writers?: Readonly<Record<ConnectorName, WriterSetting>> | undefined;
  readonly status: ChannelStatus;
  readonly statusSince: string;
  /** Whether somebody paused it: it stays paused whatever becomes of the connection. */
  readonly pausedBy?: string | undefined;
  /** The store is left alone until then: it asked for that, or failed again and again. */
  readonly notBefore?: string | undefined;
  /** How many looks have failed in a row. */
  readonly failures: number;
  /** Both of these for the vendor's own connectors: another function reads those, and finds other things of the store. */
  readonly customNotBefore?: string | undefined;
  readonly customFailures?: number | undefined;
  /** Of connectors that are read rarely: the window of the last turn that they had, ISO 8601. */
  readonly turns?: Readonly<Record<ConnectorName, string>> | undefined;
  /** Connectors whose last reading failed. */
  readonly problems?: Readonly<Record<ConnectorName, ConnectorProblem>> | undefined;
  /** Counts changes of settings. */
  readonly revision: number;
  readonly createdAt: string;
  readonly createdBy: string;
};

/** In `createdBy` of channels that stores get by themselves. */
export const BY_ITSELF = 'integration';
