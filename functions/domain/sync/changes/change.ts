import type { RefusalCode } from '../../refusals/refusal.ts';

/** One line that the vendor sent: what is to be written of one record. */
export type Change = {
  /** From 1, in the order sent. */
  readonly line: number;
  /** The vendor's own name of the change, given back with its result. */
  readonly id?: string | undefined;
  /** The version of the record that the vendor saw: a change made from an outdated one is a conflict. */
  readonly base?: string | undefined;
  /** As the connector's writer wants it; checked when it is written, so that one bad line stops no other. */
  readonly change: Readonly<Record<string, unknown>>;
};

/**
 * What became of a line. `superseded`: a later line of the same batch was written instead; `unchanged`: the store had it
 * already; `conflict`: the store's record is not the one the change was made from; `unknown`: the store never told
 * whether it took the change, which is not sent again; `cancelled`: never sent, since the batch was cancelled, or its
 * store disconnected.
 */
export const RESULTS = ['done', 'unchanged', 'superseded', 'conflict', 'failed', 'unknown', 'cancelled'] as const;
export type ResultStatus = (typeof RESULTS)[number];

export type ChangeResult = {
  readonly line: number;
  readonly id?: string | undefined;
  readonly status: ResultStatus;
  /** Of `failed`, `unknown` and `cancelled`. */
  readonly code?: RefusalCode | undefined;
  /** Magento's own words, where it said any: text of a store, at most 500 characters. */
  readonly message?: string | undefined;
  /** Of `superseded`: the line that was written instead. */
  readonly by?: number | undefined;
  /** The record's version after it, as the connector of the same name delivers it; where there is one. */
  readonly version?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
};
