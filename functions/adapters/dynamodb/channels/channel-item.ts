import * as z from 'zod/mini';
import type { ConnectionId, ProductId } from '../../../domain/ids.ts';
import {
  CHANNEL_STATUSES,
  CHANNEL_TYPES,
  type Channel,
  type ChannelStatus,
  INTERVAL_MAX_MINUTES,
  PRIORITIES,
} from '../../../domain/sync/channel.ts';
import { type ChannelId, type ConnectorName, parseChannelId, type RunId } from '../../../domain/sync/channel-ids.ts';
import { dispatchMinutes } from '../../../domain/sync/look.ts';
import { minted } from '../../fields/minted-field.ts';
import { refusalCode } from '../../fields/refusal-code-field.ts';

const quietHours = z.object({ from: z.string(), to: z.string(), timeZone: z.string() });

const settings = z.object({
  storeView: z.string(),
  pageSize: z.number(),
  callsAtOnce: z.number(),
  bulk: z.optional(z.boolean()),
  quietHours: z.optional(quietHours),
  syncFrom: z.optional(z.string()),
}) satisfies z.ZodMiniType<Channel['settings']>;

const connectors = z.record(minted<ConnectorName>(), z.object({ on: z.boolean(), everyMinutes: z.number() }));

const writers = z.record(minted<ConnectorName>(), z.object({ priority: z.enum(PRIORITIES) }));

/** A channel as the table holds it. */
const channelItem = z.object({
  channel: minted<ChannelId>(),
  connection: minted<ConnectionId>(),
  product: minted<ProductId>(),
  type: z.enum(CHANNEL_TYPES),
  label: z.optional(z.string()),
  settings,
  connectors,
  writers: z.optional(writers),
  status: z.enum(CHANNEL_STATUSES),
  statusSince: z.string(),
  pausedBy: z.optional(z.string()),
  notBefore: z.optional(z.string()),
  failures: z.number(),
  customNotBefore: z.optional(z.string()),
  customFailures: z.optional(z.number()),
  problems: z.optional(z.record(minted<ConnectorName>(), z.object({ code: refusalCode, since: z.string() }))),
  turns: z.optional(z.record(minted<ConnectorName>(), z.string())),
  revision: z.number(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** The connection is not active: what a paused channel is when it is resumed. */
  isCutOff: z.optional(z.boolean()),
  /** Counts changes of settings and of the status, which the list is sorted by together. */
  edition: z.number(),
  /** Not yet among the channels of its connection: to anybody else, it is not there. */
  isPending: z.optional(z.boolean()),
  /** Hidden since then: its records are deleted, and nothing else is done with it. */
  deletedAt: z.optional(z.string()),
  /** The run under way. */
  underWay: z.optional(minted<RunId>()),
});
export type ChannelItem = z.output<typeof channelItem>;

export function parseChannelItem(attributes: unknown): ChannelItem {
  return channelItem.parse(attributes);
}

export function toChannel({
  isCutOff: _,
  edition: __,
  isPending: ___,
  underWay: ____,
  deletedAt: _____,
  ...found
}: ChannelItem): Channel {
  return found;
}

/** Whether to anybody else it is not there. */
export function isHidden({ isPending, deletedAt }: ChannelItem): boolean {
  return isPending === true || deletedAt !== undefined;
}

const CHANNEL_PREFIX = 'CHANNEL#';

export function channelKey(channel: ChannelId): string {
  return `${CHANNEL_PREFIX}${channel}`;
}

/** The item that names all channels of a connection. */
export function channelsKey(connection: ConnectionId): string {
  return `${CHANNEL_PREFIX}${connection}`;
}

/** The partition of the index `byProduct` that holds a product's channels. */
export function channelListing(product: ProductId): string {
  return `channels#${product}`;
}

type Listed = Pick<Channel, 'channel' | 'product' | 'status' | 'connectors' | 'settings'>;

/** What the index lists a channel by: what is due is found by status and interval. */
export function listingOf(listed: Listed) {
  const { channel, product, status } = listed;
  return {
    listing: channelListing(product),
    listedAs: listedAs(status, dispatchMinutes(listed) ?? INTERVAL_MAX_MINUTES, channel),
  };
}

const MINUTES_DIGITS = 4;

function listedAs(status: ChannelStatus, everyMinutes: number, channel: ChannelId): string {
  return `${status}#${String(everyMinutes).padStart(MINUTES_DIGITS, '0')}#${channel}`;
}

/** What a list of the index shows of a channel. */
export type ListedChannel = {
  readonly channel: ChannelId;
  readonly connection: ConnectionId;
  readonly product: ProductId;
  readonly status: ChannelStatus;
  /** How often a look at it is asked for. */
  readonly everyMinutes: number;
  /** Since when something that the store grants cannot be read, ISO 8601. */
  readonly failingSince?: string | undefined;
};

/** The attribute, which the index shows, that says of what a channel fails, and since when. */
export const channelFailure = z.optional(z.object({ code: refusalCode, at: z.string() }));

const row = z.object({
  pk: z.string(),
  connection: minted<ConnectionId>(),
  product: minted<ProductId>(),
  status: z.enum(CHANNEL_STATUSES),
  listedAs: z.string(),
  failure: channelFailure,
});

export function parseListedChannel(attributes: unknown): ListedChannel {
  const { pk, listedAs: sorted, failure, ...found } = row.parse(attributes);
  const [, minutes = ''] = sorted.split('#');
  return {
    ...found,
    channel: parseChannelId(pk.slice(CHANNEL_PREFIX.length)),
    everyMinutes: Number(minutes),
    ...(failure && { failingSince: failure.at }),
  };
}
