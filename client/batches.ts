/*
 * Batches of changes that are written to a store; `docs/openapi.json` describes every member.
 */

/** One line of a batch: what is to be written of one record. */
export type ChangeLine<T = Record<string, unknown>> = {
  /** Your own name of the change, which its result has, too. */
  id?: string;
  /** `version` of the record that the change was made from: it is a conflict where the store has changed it since. */
  base?: string;
  change: T;
};

export type ChangeStatus = 'done' | 'unchanged' | 'superseded' | 'conflict' | 'failed' | 'unknown' | 'cancelled';

export type BatchCounts = Record<ChangeStatus, number>;

export type Batch = {
  id: string;
  channel: string;
  connector: string;
  /** Those of a channel are written in this order. */
  n: number;
  status: 'accepted' | 'writing' | 'finished';
  lines: number;
  counts: BatchCounts;
  /** The code of what it waits for, or of why changes of it were never sent. */
  reason?: string;
  waitsUntil?: string;
  cancelRequestedAt?: string;
  createdAt: string;
  createdBy: string;
  startedAt?: string;
  endedAt?: string;
};

/** What became of one line. */
export type LineResult = {
  line: number;
  id?: string;
  status: ChangeStatus;
  code?: string;
  advice?: string;
  /** In Magento's own words. */
  message?: string;
  /** Of `superseded`: the line that was written instead. */
  by?: number;
  /** Of the record after it. */
  version?: string;
  at: string;
};

/** A batch, and a page of its results. */
export type BatchResults = Batch & { results: LineResult[]; next?: string };
