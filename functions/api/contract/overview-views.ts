import * as z from 'zod/mini';
import { refusalCode } from '../../adapters/fields/refusal-code-field.ts';
import { INTEGRATION_EVENT_TYPES } from '../../domain/integrations/event-urls.ts';
import { CHANNEL_STATUSES } from '../../domain/sync/channel.ts';
import { RUN_STATUSES, TASKS } from '../../domain/sync/run.ts';
import { connectionView, isoTime } from './response-schemas.ts';

/** What health checks count. */
const connectionCounts = z.strictObject({
  active: z.number(),
  needs_reauthorization: z.number(),
  inactive: z.number(),
  unreachable: z.number(),
});

export const countedProductView = z.strictObject({
  product: z.string(),
  counts: connectionCounts,
  asOf: isoTime,
  since: z.optional(isoTime),
});

const connections = z.strictObject({
  counts: connectionCounts,
  asOf: z.optional(isoTime),
  products: z.array(countedProductView),
});

export const failedAttemptsView = z.strictObject({ reason: refusalCode, count: z.number() });

const attempts = z.strictObject({
  from: isoTime,
  /** Whether there are more, of which nothing is counted. */
  atLeast: z.boolean(),
  begun: z.number(),
  opened: z.number(),
  signedIn: z.number(),
  consented: z.number(),
  connected: z.number(),
  underWay: z.number(),
  expired: z.number(),
  failed: z.array(failedAttemptsView),
});

export const lagGroupView = z.strictObject({ upToSeconds: z.optional(z.number()), channels: z.number() });

const channels = z.strictObject({
  asOf: isoTime,
  statuses: z.record(z.enum(CHANNEL_STATUSES), z.number()),
  lag: z.array(lagGroupView),
  stale: z.number(),
});

const bounded = z.strictObject({ count: z.number(), atLeast: z.boolean() });

export const attentionRunView = z.strictObject({
  id: z.string(),
  product: z.string(),
  channel: z.string(),
  /** Of the store; absent where it is gone. */
  host: z.optional(z.string()),
  task: z.enum(TASKS),
  status: z.enum(RUN_STATUSES),
  reason: z.optional(refusalCode),
  connectors: z.array(z.string()),
  createdAt: isoTime,
  endedAt: z.optional(isoTime),
});

export const attentionDeliveryView = z.strictObject({
  id: z.string(),
  integration: z.string(),
  type: z.enum(INTEGRATION_EVENT_TYPES),
  product: z.string(),
  connection: z.optional(z.string()),
  host: z.optional(z.string()),
  createdAt: isoTime,
  lastTriedAt: z.optional(isoTime),
  httpStatus: z.optional(z.number()),
});

const attention = z.strictObject({
  needs_reauthorization: z.array(connectionView),
  inactive: z.array(connectionView),
  unreachable: z.array(connectionView),
  runs: z.array(attentionRunView),
  deliveries: z.array(attentionDeliveryView),
});

/** Everything in one look. Each part is bounded, however many stores there are. */
export const overviewView = z.strictObject({
  time: isoTime,
  products: z.array(z.string()),
  moreProducts: z.boolean(),
  connections,
  attempts,
  /** Absent where no channel was ever counted. */
  channels: z.optional(channels),
  /** Absent for clients that do not see all products. */
  deliveries: z.optional(z.strictObject({ waiting: bounded, failed: bounded })),
  attention,
});
export type OverviewView = z.output<typeof overviewView>;
