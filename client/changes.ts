import type { Send } from './request.ts';
import { waited } from './wait.ts';

/** What became of one record. */
export type Change<T = unknown> = {
  /** The record's id in the store, or its key where it has none. */
  id: string;
  op: 'upsert' | 'delete';
  /** Hash of the content: equal for equal content. */
  version: string;
  /** The store's time of the change, where it tells one. */
  updated?: string;
  /** When it was read. */
  at: string;
  /** `export`: a change of your own, seen again. */
  origin: 'store' | 'export';
  /** Of an upsert. */
  record?: T;
  /** Keep it once the change is done with: it goes on behind it. */
  cursor: string;
};

export type ChangesOptions = {
  /** Of the last change that was done with; left out: the oldest one that is kept. */
  readonly cursor?: string | undefined;
  /** Goes on for ever: once all is read, it asks again after so many seconds. Left out: it ends then. */
  readonly followSeconds?: number | undefined;
  /** Ends the waiting of `followSeconds`. */
  readonly signal?: AbortSignal | undefined;
};

type ChangePage<T> = { items: Change<T>[]; next: string; more: boolean };

/**
 * The changes of one connector's records, oldest first, page by page as they are read.
 *
 * @throws HandfastError `cursor_expired`, with `begin`: the cursor of the oldest change that is kept
 */
export async function* changesOf<T>(
  send: Send,
  channel: string,
  connector: string,
  { cursor: from, followSeconds, signal }: ChangesOptions,
): AsyncGenerator<Change<T>, void, undefined> {
  const path = `/v1/channels/${encodeURIComponent(channel)}/records`;
  for (let cursor = from; ; ) {
    const page: ChangePage<T> = await send('GET', path, { query: { connector, cursor } });
    yield* page.items;
    cursor = page.next;
    if (page.more) continue;
    if (followSeconds === undefined || signal?.aborted) return;
    await waited(followSeconds * 1000, signal);
    if (signal?.aborted) return;
  }
}
