import * as z from 'zod/mini';
import { refusalCode } from '../../../adapters/fields/refusal-code-field.ts';
import { CHANNEL_STATUSES, CHANNEL_TYPES, PRIORITIES } from '../../../domain/sync/channel.ts';
import { CONNECTOR_STATES } from '../../../domain/sync/connector-state.ts';

/*
 * What the API gives of channels.
 */

const isoTime = z.string();

export const settingsView = z.strictObject({
  storeView: z.string(),
  pageSize: z.number(),
  callsAtOnce: z.number(),
  bulk: z.optional(z.boolean()),
  quietHours: z.optional(z.strictObject({ from: z.string(), to: z.string(), timeZone: z.string() })),
  syncFrom: z.optional(isoTime),
});

/** A channel in lists: what is set, and not what becomes of it. */
const shared = {
  id: z.string(),
  connection: z.string(),
  product: z.string(),
  type: z.enum(CHANNEL_TYPES),
  label: z.optional(z.string()),
  status: z.enum(CHANNEL_STATUSES),
  statusSince: isoTime,
  settings: settingsView,
  /** Counts changes: what a change is made from. */
  revision: z.number(),
  createdAt: isoTime,
  createdBy: z.string(),
  /** Who paused it. */
  pausedBy: z.optional(z.string()),
  /** The store is left alone until then. */
  notBefore: z.optional(isoTime),
};

const priority = z.enum(PRIORITIES);

const setting = { on: z.boolean(), everyMinutes: z.number() };

export const listedChannelView = z.strictObject({
  ...shared,
  /** The store's; absent where its connection is gone. */
  host: z.optional(z.string()),
  /** The longest of what fails, of connectors that are on, besides what the store does not grant. */
  failing: z.optional(z.strictObject({ reason: refusalCode, since: isoTime })),
  connectors: z.record(z.string(), z.strictObject(setting)),
  writers: z.record(z.string(), z.strictObject({ priority })),
  /** What the store does not grant, and connectors that are on need. */
  missingPermissions: z.optional(z.array(z.string())),
});
export type ListedChannelView = z.output<typeof listedChannelView>;

/** One connector, and where it is. */
export const connectorView = z.strictObject({
  ...setting,
  label: z.string(),
  state: z.enum(CONNECTOR_STATES),
  reason: z.optional(refusalCode),
  since: z.optional(isoTime),
  resources: z.optional(z.array(z.string())),
  upTo: z.optional(isoTime),
  lagSeconds: z.optional(z.number()),
  total: z.optional(z.number()),
  left: z.optional(z.number()),
  held: z.optional(z.number()),
});
export type ConnectorView = z.output<typeof connectorView>;

/** What can be written to the store. */
export const writerView = z.strictObject({
  label: z.string(),
  direction: z.literal('export'),
  resources: z.array(z.string()),
  priority,
});
export type WriterView = z.output<typeof writerView>;

export const channelView = z.strictObject({
  ...shared,
  connectors: z.record(z.string(), connectorView),
  writers: z.record(z.string(), writerView),
  /** The run that is under way. */
  run: z.optional(z.string()),
  lagSeconds: z.optional(z.number()),
  estimateSeconds: z.optional(z.number()),
});
export type ChannelView = z.output<typeof channelView>;

export const channelsView = z.strictObject({ items: z.array(listedChannelView), next: z.optional(z.string()) });
export const channelsOfConnectionView = z.strictObject({ items: z.array(listedChannelView) });

export const deletedChannelView = z.strictObject({ id: z.string(), deleted: z.boolean() });
