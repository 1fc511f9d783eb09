import { Refusal } from '../../domain/refusals/refusal.ts';
import type { ListPlace } from './list-place.ts';
import type { Page } from './page-reply.ts';
import { packDigests, pageDigest, tell, unpackDigests, unseen } from './seen-items.ts';

/** What one page adds to a list. */
export type Step = {
  /** Items that were not given before. */
  readonly items: readonly unknown[];
  readonly total: number;
  /** Absent at the end of the list. */
  readonly next: ListPlace | undefined;
};

/** More empty pages in a row than permissions or filters of the store explain. */
const EMPTY_MAX = 100;

/**
 * What a page adds, and where the list goes on. A store's count is a hint and never a proof: it may be too high, too
 * low, or the size of the page (`V1/search` up to Magento 2.3.0). The end is a page that comes short with the count
 * reached, an empty page behind the last counted position, or a page that repeats the one before (older versions give
 * their last page over and over) or the first.
 *
 * @param path of the route, by which items are told apart
 * @throws Refusal `list_expected` when the store does not paginate
 */
export function stepOf({ items, total }: Page, place: ListPlace, path: string): Step {
  const telling = tell(items, path);
  const digest = pageDigest(telling);
  const beginsAgain = place.page > 1 && digest !== '' && digest === place.first;
  const fresh = beginsAgain ? [] : unseen(items, telling, unpackDigests(place.before));
  if (fresh.length === 0)
    return { items: [], total, next: items.length === 0 ? afterGap(total, place) : afterRepeat(total, place) };
  const given = place.given + fresh.length;
  const first = place.page === 1 ? digest : place.first;
  const before = packDigests(telling.digests);
  const next = { ...place, page: place.page + 1, given, empty: 0, before, ...(first && { first }) };
  return { items: fresh, total, next: isLast(items.length, total, place, given) ? undefined : next };
}

/** A store may leave out all rows of a page and still count them. */
function afterGap(total: number, place: ListPlace): ListPlace | undefined {
  if (place.page * place.size >= total || place.given >= total) return undefined;
  if (place.empty >= EMPTY_MAX) throw new Refusal('list_expected', { reason: 'pages are empty before the end' });
  return { ...place, page: place.page + 1, empty: place.empty + 1 };
}

function afterRepeat(total: number, place: ListPlace): undefined {
  // The second page differs from the first, so the store does paginate.
  if (place.page > 2 || place.given >= total) return undefined;
  throw new Refusal('list_expected', { reason: 'every page is the same' });
}

function isLast(length: number, total: number, { page, size }: ListPlace, given: number): boolean {
  // More than was asked for: the route takes no paging.
  if (length > size) return given >= total;
  // Items behind the last counted position: the count is wrong.
  const counted = (page - 1) * size < total;
  return length < size && given >= total && counted;
}
