import { HandfastError } from '../http/error.ts';
import type { CallOptions } from '../http/request.ts';

/** What a list answers at once, and the cursor of the next page; none on the last. */
export type ListPage<T> = { items: T[]; next?: string };

export type PageOptions = CallOptions & {
  /** `next` of the page before. Left out: the first. */
  readonly cursor?: string | undefined;
  /** How many items at most. */
  readonly limit?: number | undefined;
};

/** All items, fetched page by page as they are read, once; or, by `page`, a single page. */
export type List<T, P = ListPage<T>> = AsyncGenerator<T, void, undefined> & {
  page(options?: PageOptions): Promise<P>;
};

/** @param fetchPage is asked for nothing before somebody reads */
export function listOf<T, P extends ListPage<T> = ListPage<T>>(
  fetchPage: (place: PageOptions) => Promise<P>,
  { signal }: CallOptions = {},
): List<T, P> {
  async function* walk(): AsyncGenerator<T, void, undefined> {
    let cursor: string | undefined;
    do {
      const page = await fetchPage({ cursor, signal });
      yield* page.items;
      cursor = nextAfter(cursor, page.next);
    } while (cursor !== undefined);
  }
  return Object.assign(walk(), { page: (place: PageOptions = {}) => fetchPage({ signal, ...place }) });
}

/**
 * The cursor of the next page.
 *
 * @throws HandfastError `api_unreachable` where it is the one of this page: the list would never end
 */
export function nextAfter<C extends string | undefined>(cursor: string | undefined, next: C): C {
  if (next === undefined || next !== cursor) return next;
  const detail = 'A page of a list names itself as the next one: something in front of the API gave it. Check the URL.';
  throw new HandfastError({ code: 'api_unreachable', status: 0, detail });
}
