import type { CallOptions, Send } from '../http/request.ts';
import type { Records } from '../records.ts';
import type { Batch, BatchResults, ChangeLine, ChangeStatus, LineResult } from '../shapes.ts';
import type { Changes } from '../writes.ts';
import { type ChangesOptions, changesOf } from './changes.ts';
import { listOf, type PageOptions } from './list.ts';
import { batchAt, channelAt } from './paths.ts';
import { type PushOptions, pushTo } from './push.ts';

/** `status`: only those. */
export type ResultsOptions = CallOptions & { readonly status?: ChangeStatus | undefined };

/** What was read by one channel, and what is written. */
export function channelOf(send: Send, id: string) {
  const results = (batch: string, { signal, ...query }: PageOptions & ResultsOptions) =>
    send<BatchResults>('GET', batchAt(id, batch), { query, signal });
  return {
    /** What became of a connector's records, oldest first unless asked for the newest; ends once all is read, unless it is to follow. */
    changes: <N extends string>(connector: N, options: ChangesOptions = {}) =>
      changesOf<RecordOf<N>>(send, id, connector, options),
    /** Sends changes that are to be written to the store, in their order; more than a batch takes in several. */
    push: <N extends string>(connector: N, changes: Iterable<ChangeLine<ChangeOf<N>>>, options: PushOptions = {}) =>
      pushTo(send, id, connector, changes, options),
    /** Newest first. */
    batches: (options: CallOptions = {}) =>
      listOf<Batch>(({ signal, ...query }) => send('GET', `${channelAt(id)}/changes`, { query, signal }), options),
    /** With a page of its results: the first unless asked for another. */
    batch: (batch: string, options: PageOptions & ResultsOptions = {}) => results(batch, options),
    /** What became of each line so far, in their order. */
    results: (batch: string, { status, ...options }: ResultsOptions = {}) =>
      listOf<LineResult>(async (place) => {
        const { results: items, next } = await results(batch, { status, ...place });
        return { items, ...(next !== undefined && { next }) };
      }, options),
    /** What was not sent to the store by then never is. */
    cancel: (batch: string, options: CallOptions = {}) => send<Batch>('POST', `${batchAt(id, batch)}/cancel`, options),
  };
}

/** Of a built-in connector; what one of your own delivers is unknown here. */
export type RecordOf<N extends string> = N extends keyof Records ? Records[N] : unknown;

/** Of a built-in writer. */
export type ChangeOf<N extends string> = N extends keyof Changes ? Changes[N] : Record<string, unknown>;
