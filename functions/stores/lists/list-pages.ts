import { pageCapIn } from '../../adapters/magento/replies/page-cap.ts';
import { type QueryObject, type RestPath, restTarget } from '../../adapters/magento/transport/rest-target.ts';
import type { Reply } from '../../adapters/magento/transport/send.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { callStore, type Deps } from '../call-store.ts';
import { inSmallerPages, type ListPlace } from './list-place.ts';
import { type Step, stepOf } from './next-step.ts';
import { readPage } from './page-reply.ts';

export type ListAsked = RestPath & {
  /** One step may take several calls; all of them together have this time, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
};

/** No page is asked for when there is less time left than a slow store takes. */
const RESERVE_MILLISECONDS = 5_000;

/**
 * The next items of a store's list, in one call to the store where its pages are as they should be. Pages that are
 * refused or too large are asked for again in a smaller size; empty ones before the end are walked past as far as
 * there is time. A list walked to its end has every item once, or ended in an error.
 *
 * @throws Refusal `list_expected`, `answer_too_large` for a single item or where the size cannot change any longer,
 * and what `callStore` throws
 */
export async function nextItems(deps: Deps, connection: Connection, asked: ListAsked, place: ListPlace): Promise<Step> {
  const { reply, smaller } = await pageAt(deps, connection, asked, place);
  if (smaller !== undefined) return nextItems(deps, connection, asked, smaller);
  const page = readPage(reply);
  const { echoedSize } = page;
  // A page with more items than the size that is named was not cut to that size.
  const capped = echoedSize !== undefined && echoedSize < place.size && page.items.length <= echoedSize;
  // With the size the store really has, the position is on another page than the one that was asked for.
  if (capped && place.page > 1) return nextItems(deps, connection, asked, resized(place, echoedSize));
  const path = typeof asked.path === 'string' ? asked.path : asked.path.join('/');
  const step = stepOf(page, capped ? { ...place, size: echoedSize } : place, path);
  const goesOn = step.items.length === 0 && step.next !== undefined && hasTime(asked);
  return goesOn && step.next ? nextItems(deps, connection, asked, step.next) : step;
}

/** A page, or the place to ask at instead. */
type Given =
  | { readonly reply: Reply; readonly smaller?: undefined }
  | { readonly reply?: undefined; readonly smaller: ListPlace };

async function pageAt(deps: Deps, connection: Connection, asked: ListAsked, place: ListPlace): Promise<Given> {
  const target = restTarget({ ...asked, query: paged(asked.query ?? {}, place) });
  try {
    const { reply } = await callStore(deps, connection, { method: 'GET', target, deadlineMs: asked.deadlineMs });
    const cap = pageCapIn(reply, place.size);
    return cap === undefined ? { reply } : { smaller: resized(place, cap) };
  } catch (error) {
    const halved = isTooLarge(error) && place.size > 1 && inSmallerPages(place, Math.floor(place.size / 2));
    if (!halved) throw error;
    return { smaller: halved };
  }
}

function resized(place: ListPlace, most: number): ListPlace {
  const smaller = inSmallerPages(place, most);
  if (smaller === undefined) throw new Refusal('list_expected', { reason: 'the size of pages changes on the way' });
  return smaller;
}

const isTooLarge = (error: unknown): boolean => error instanceof Refusal && error.code === 'answer_too_large';

const hasTime = ({ deadlineMs }: ListAsked): boolean => deadlineMs - performance.now() > RESERVE_MILLISECONDS;

function paged(query: QueryObject, { page, size }: ListPlace): QueryObject {
  const given = query['searchCriteria'];
  const criteria = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  return { ...query, searchCriteria: { ...criteria, pageSize: size, currentPage: page } };
}
