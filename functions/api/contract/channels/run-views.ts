import * as z from 'zod/mini';
import { refusalCode } from '../../../adapters/fields/refusal-code-field.ts';
import { RUN_STATUSES, TASKS } from '../../../domain/sync/run.ts';

/*
 * What the API gives of runs.
 */

const isoTime = z.string();

export const runCountsView = z.strictObject({
  read: z.number(),
  delivered: z.number(),
  unchanged: z.number(),
  deleted: z.number(),
  late: z.number(),
  poisoned: z.number(),
  calls: z.number(),
});

export const runErrorView = z.strictObject({
  connector: z.string(),
  code: refusalCode,
  advice: z.string(),
  record: z.optional(z.string()),
  at: isoTime,
});

export const runView = z.strictObject({
  id: z.string(),
  channel: z.string(),
  trigger: z.enum(['schedule', 'api', 'connected']),
  connectors: z.array(z.string()),
  task: z.enum(TASKS),
  status: z.enum(RUN_STATUSES),
  reason: z.optional(refusalCode),
  counts: runCountsView,
  errors: z.array(runErrorView),
  held: z.optional(z.record(z.string(), z.number())),
  stopRequestedAt: z.optional(isoTime),
  createdAt: isoTime,
  waitsUntil: z.optional(isoTime),
  startedAt: z.optional(isoTime),
  endedAt: z.optional(isoTime),
});
export type RunView = z.output<typeof runView>;

export const runsView = z.strictObject({ items: z.array(runView), next: z.optional(z.string()) });
