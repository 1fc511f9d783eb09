import type { ProductId } from '../ids.ts';
import type { RefusalCode } from '../refusals/refusal.ts';
import type { ChannelId, ConnectorName, RunId } from './channel-ids.ts';

/**
 * What is done for one connector. `look`: what has changed, and the first import as far as time allows; `reread`: records
 * that change without a new time; `counts`, `walk`: what was deleted, or never seen; `compare`, `redeliver`: everything
 * anew, of which the first delivers differences and the second all; `confirmed`: the deletions of a held run.
 */
export const TASKS = ['look', 'reread', 'counts', 'walk', 'compare', 'redeliver', 'confirmed'] as const;
export type Task = (typeof TASKS)[number];

export const RUN_STATUSES = [
  'queued',
  'running',
  'completed',
  'completed_with_errors',
  'failed',
  'stopped',
  'held',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export type RunCounts = {
  readonly read: number;
  readonly delivered: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Found by a walk, since the forward lane had missed them. */
  readonly late: number;
  readonly poisoned: number;
  /** Requests to the store. */
  readonly calls: number;
};

export const NOTHING_COUNTED: RunCounts = {
  read: 0,
  delivered: 0,
  unchanged: 0,
  deleted: 0,
  late: 0,
  poisoned: 0,
  calls: 0,
};

/** What went wrong with one record or one connector; never what is in a record. */
export type RunError = {
  readonly connector: ConnectorName;
  readonly code: RefusalCode;
  /** Id of the record, where it is about one. */
  readonly id?: string | undefined;
  readonly at: string;
};

export const RUN_ERRORS_MAX = 20;

/** `schedule`: because its time had come; `api`: somebody asked for it; `connected`: the store was connected. */
export type RunTrigger = 'schedule' | 'api' | 'connected';

/** One run over some connectors of a channel. A look that finds nothing leaves none. Times are ISO 8601. */
export type Run = {
  readonly run: RunId;
  readonly channel: ChannelId;
  /** Absent in runs of an earlier version. */
  readonly product?: ProductId | undefined;
  readonly trigger: RunTrigger;
  readonly connectors: readonly ConnectorName[];
  readonly task: Task;
  readonly status: RunStatus;
  /** Connectors that have nothing left to do: a run goes on with the others. */
  readonly done?: readonly ConnectorName[] | undefined;
  readonly reason?: RefusalCode | undefined;
  readonly counts: RunCounts;
  readonly errors: readonly RunError[];
  /** Of a held run: how many deletions wait for somebody to confirm them, by connector. */
  readonly held?: Readonly<Record<ConnectorName, number>> | undefined;
  /** Of a run that makes deletions: how many somebody has confirmed, by connector. Those that went missing since are not among them. */
  readonly confirms?: Readonly<Record<ConnectorName, number>> | undefined;
  readonly stopRequestedAt?: string | undefined;
  readonly createdAt: string;
  readonly startedAt?: string | undefined;
  /** When a slice last read something. */
  readonly progressAt?: string | undefined;
  readonly endedAt?: string | undefined;
};
