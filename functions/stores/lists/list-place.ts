import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());

/** The largest page that is ever asked for: Magento stores may cap pages at 300 (wire-facts §3). */
const SIZE_MAX = 300;

/** Where the walking of a list goes on. */
export const listPlace = z.object({
  /** The page to ask for next, counted from 1; those before it hold the positions up to (page - 1) × size. */
  page: positive,
  size: positive.check(z.maximum(SIZE_MAX)),
  /** How many items were given so far. */
  given: count,
  /** How many pages in a row were empty. */
  empty: count.check(z.maximum(100)),
  /** Digests of the items of the page before (`packDigests`). */
  before: z.string().check(z.regex(/^[A-Za-z0-9_-]{0,1600}$/)),
  /** Digest of the first page, where its items can be told apart: some stores begin again past the end. */
  first: z.optional(z.string().check(z.regex(/^[0-9a-f]{8}$/))),
});

export type ListPlace = z.infer<typeof listPlace>;

export function beginning(size: number): ListPlace {
  return { page: 1, size, given: 0, empty: 0, before: '' };
}

/**
 * The same position in smaller pages, the largest size up to `most` at which a page begins there. Positions are known
 * only while no page came short.
 */
export function inSmallerPages(place: ListPlace, most: number): ListPlace | undefined {
  const position = (place.page - 1) * place.size;
  if (position > 0 && place.given !== position) return undefined;
  let size = Math.max(1, Math.min(most, place.size - 1));
  while (position % size !== 0) size -= 1;
  return { ...place, size, page: position / size + 1 };
}
