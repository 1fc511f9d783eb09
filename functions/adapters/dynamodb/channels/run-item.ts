import * as z from 'zod/mini';
import type { ProductId } from '../../../domain/ids.ts';
import type { ChannelId, ConnectorName, RunId } from '../../../domain/sync/channel-ids.ts';
import { RUN_STATUSES, type Run, type RunCounts, type RunError, TASKS } from '../../../domain/sync/run.ts';
import { minted } from '../../fields/minted-field.ts';
import { refusalCode } from '../../fields/refusal-code-field.ts';

const counts = z.object({
  read: z.number(),
  delivered: z.number(),
  unchanged: z.number(),
  deleted: z.number(),
  late: z.number(),
  poisoned: z.number(),
  calls: z.number(),
}) satisfies z.ZodMiniType<RunCounts>;

const error = z.object({
  connector: minted<ConnectorName>(),
  code: refusalCode,
  id: z.optional(z.string()),
  at: z.string(),
}) satisfies z.ZodMiniType<RunError>;

/**
 * A run as the table holds it. Its status is called `state` there: the indexes show `status` of every item, and would be
 * written with every change of it. `because` is its reason, likewise.
 */
const runItem = z.object({
  run: minted<RunId>(),
  channel: minted<ChannelId>(),
  product: z.optional(minted<ProductId>()),
  trigger: z.enum(['schedule', 'api', 'connected']),
  connectors: z.array(minted<ConnectorName>()),
  task: z.enum(TASKS),
  state: z.enum(RUN_STATUSES),
  done: z.optional(z.array(minted<ConnectorName>())),
  because: z.optional(refusalCode),
  counts,
  errors: z.array(error),
  held: z.optional(z.record(minted<ConnectorName>(), z.number())),
  confirms: z.optional(z.record(minted<ConnectorName>(), z.number())),
  stopRequestedAt: z.optional(z.string()),
  createdAt: z.string(),
  startedAt: z.optional(z.string()),
  progressAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
});

export function parseRun(attributes: unknown): Run {
  const { state: status, because: reason, ...found } = runItem.parse(attributes);
  return { ...found, status, ...(reason !== undefined && { reason }) };
}

export function toRunItem({ status, reason, ...run }: Run): Record<string, unknown> {
  const attention = attentionListing(run.product);
  return {
    ...run,
    pk: runKey(run.run),
    state: status,
    because: reason,
    attention,
    ...(needsAttention(status) && { host: attention }),
  };
}

export function runKey(run: RunId): string {
  return `RUN#${run}`;
}

/** The partition of the index `byProduct` that holds a channel's runs. */
export function runListing(channel: ChannelId): string {
  return `runs#${channel}`;
}

export function listedRun({ channel, createdAt, run }: Pick<Run, 'channel' | 'createdAt' | 'run'>) {
  return { listing: runListing(channel), listedAs: `${createdAt}#${run}` };
}

/** Whether somebody should look at a run: it waits to be confirmed, or came to nothing. */
export function needsAttention(status: Run['status']): boolean {
  return status === 'held' || status === 'failed';
}

/**
 * The partition of the index `byHost` that holds a product's runs that need attention. Each run keeps its name, since
 * whoever ends it knows neither channel nor product.
 */
export function attentionListing(product: ProductId | undefined): string {
  return `RUNS_ATTENTION#${product ?? ''}`;
}
