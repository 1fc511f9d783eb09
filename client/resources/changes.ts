import { waited } from '../http/abort.ts';
import type { CallOptions, Send } from '../http/request.ts';
import { nextAfter, type PageOptions } from './list.ts';
import { channelAt } from './paths.ts';

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

export type ChangesOptions = CallOptions & {
  /** Of the last change that was done with; left out: the oldest one that is kept. */
  readonly cursor?: string | undefined;
  /** `newest`: back in time, to look at the last changes; ends at the oldest one that is kept. Left out: `oldest`. */
  readonly order?: 'oldest' | 'newest' | undefined;
  /**
   * Goes on for ever: once all is read, it asks again after so many seconds: for `oldest` alone. It ends, without an error, when the signal
   * says so. Left out: it ends once all is read.
   */
  readonly followSeconds?: number | undefined;
};

/** Changes that are read at once. `next` goes on behind them; `more`: at once, as others are there already. */
export type ChangePage<T = unknown> = { items: Change<T>[]; next: string; more: boolean };

/** What became of a connector's records, page by page as they are read, once; or, by `page`, a single page. */
export type ChangeList<T> = AsyncGenerator<Change<T>, void, undefined> & {
  page(options?: PageOptions): Promise<ChangePage<T>>;
};

/**
 * The changes of one connector's records, oldest first unless asked for the newest.
 *
 * @throws HandfastError `cursor_expired`, with `begin`: the cursor of the oldest change that is kept
 */
export function changesOf<T>(
  send: Send,
  channel: string,
  connector: string,
  { cursor: from, order, followSeconds, signal }: ChangesOptions,
): ChangeList<T> {
  const fetchPage = ({ cursor = from, limit, signal: own = signal }: PageOptions) =>
    send<ChangePage<T>>('GET', `${channelAt(channel)}/records`, {
      query: { connector, order, cursor, limit },
      signal: own,
      storeData: true,
    });

  async function* toTheEnd(begin: string | undefined): AsyncGenerator<Change<T>, string, undefined> {
    for (let cursor = begin; ; ) {
      const page = await fetchPage({ cursor });
      yield* page.items;
      if (!page.more) return page.next;
      cursor = nextAfter(cursor, page.next);
    }
  }

  async function* walk(): AsyncGenerator<Change<T>, void, undefined> {
    if (followSeconds === undefined || order === 'newest') {
      yield* toTheEnd(from);
      return;
    }
    try {
      for (let cursor = from; !signal?.aborted; ) {
        cursor = yield* toTheEnd(cursor);
        await waited(followSeconds * 1000, signal);
      }
    } catch (error) {
      if (!signal?.aborted || error !== signal.reason) throw error;
    }
  }

  return Object.assign(walk(), { page: (place: PageOptions = {}) => fetchPage(place) });
}
