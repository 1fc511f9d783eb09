import * as z from 'zod/mini';
import { type Announcement, EVENTS_VERSION, type EventDetails, type EventType } from '../../domain/events.ts';
import { CONNECTION_STATUSES } from '../../domain/stores/connection-status.ts';
import { RESULTS } from '../../domain/sync/changes/change.ts';

const shared = {
  id: z.string(),
  version: z.literal(EVENTS_VERSION),
  product: z.string(),
  host: z.string(),
  time: z.string(),
};

const connected = z.object({ ...shared, activation: z.string(), connection: z.string(), account: z.string() });

const statusChanged = z.object({
  ...shared,
  connection: z.string(),
  account: z.string(),
  status: z.enum(CONNECTION_STATUSES),
  reason: z.optional(z.string()),
});

const answered = z.object({
  ...shared,
  connection: z.string(),
  account: z.string(),
  delivery: z.string(),
  integration: z.string(),
});

const ofChannel = { ...shared, connection: z.string(), account: z.string(), channel: z.string() };
const ofConnector = z.object({ ...ofChannel, connector: z.string(), run: z.string() });

/** The shape of each event's `detail`, by its `detail-type`. */
export const EVENTS = {
  'activation.failed': z.object({ ...shared, activation: z.string(), reason: z.string() }),
  'connection.created': connected,
  'connection.reauthorized': connected,
  'connection.moved': z.extend(connected, {
    activation: z.optional(z.string()),
    previousAccount: z.optional(z.string()),
  }),
  'connection.needs_reauthorization': statusChanged,
  'connection.inactive': statusChanged,
  'connection.unreachable': statusChanged,
  'connection.recovered': statusChanged,
  'connection.disconnected': statusChanged,
  'connection.accepted': answered,
  'connection.rejected': z.extend(answered, { reason: z.string() }),
  'records.available': z.extend(ofConnector, {
    from: z.string(),
    to: z.string(),
    delivered: z.number(),
    deleted: z.number(),
  }),
  'channel.imported': ofConnector,
  'channel.run_failed': z.object({ ...ofChannel, run: z.string(), reason: z.string() }),
  'channel.run_held': z.extend(ofConnector, { held: z.number() }),
  'changes.finished': z.object({
    ...ofChannel,
    connector: z.string(),
    batch: z.string(),
    counts: z.record(z.enum(RESULTS), z.number()),
    reason: z.optional(z.string()),
  }),
  'integration.disabled': z.object({
    id: z.string(),
    version: z.literal(EVENTS_VERSION),
    time: z.string(),
    integration: z.string(),
    failingSince: z.string(),
  }),
} as const satisfies { [T in EventType]: z.ZodMiniType<EventDetails[T]> };

function announced<T extends EventType>(type: T) {
  return z.object({ type: z.literal(type), detail: EVENTS[type] });
}

/** An event whole: its type and its detail. */
export const announcement = z.discriminatedUnion('type', [
  announced('activation.failed'),
  announced('connection.created'),
  announced('connection.reauthorized'),
  announced('connection.moved'),
  announced('connection.needs_reauthorization'),
  announced('connection.inactive'),
  announced('connection.unreachable'),
  announced('connection.recovered'),
  announced('connection.disconnected'),
  announced('connection.accepted'),
  announced('connection.rejected'),
  announced('records.available'),
  announced('channel.imported'),
  announced('channel.run_failed'),
  announced('channel.run_held'),
  announced('changes.finished'),
  announced('integration.disabled'),
]) satisfies z.ZodMiniType<Announcement>;
