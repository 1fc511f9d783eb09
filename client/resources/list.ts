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
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return Object.assign(walk(), { page: (place: PageOptions = {}) => fetchPage({ signal, ...place }) });
}
