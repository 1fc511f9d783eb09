import * as z from 'zod/mini';
import type { Listings, Page } from '../../adapters/dynamodb/listings.ts';
import { readCursor, writeCursor } from '../../adapters/fields/cursor.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { ProductId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf, searchedHost } from '../../domain/stores/store-url.ts';
import { type ProductsOf, requestedProducts } from '../client-access.ts';
import { viewOf } from '../contract/connection-view.ts';
import { listQuery, PAGE_DEFAULT } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';
import type { IssuersOf } from './issuers.ts';
import { type AskedAccount, isPlaceOfAccount, listOfAccount } from './list-of-account.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly listings: Pick<Listings, 'byProduct' | 'byAccount' | 'byHost'>;
  readonly issuersOf: IssuersOf;
};

/** A place in a list that goes over several products. */
const place = z.tuple([z.string(), z.optional(z.string())]);
/** The last item of a page, as the indexes have it: status and id. */
const LAST_BY_STATUS = /^[a-z_]{1,30}#con_[0-9A-Za-z_-]{1,64}$/;

/** `GET /v1/connections`: by product and status, of one host too; or an account's by the time they were connected. */
export function listConnections(deps: Deps): ApiHandler {
  return async (request) => {
    const { cursor, limit = PAGE_DEFAULT, ...question } = readQuery(request, listQuery);
    const products = requestedProducts(await deps.productsOf(request), question.product);
    const account = accountIn(question);
    const host = question.host && searchedHost(question.host);
    const ask = { status: question.status };
    const pageOf = (product: ProductId, left: number, after: string | undefined) => {
      const asked = { ...ask, limit: left, after };
      if (account !== undefined) return listOfAccount(deps, product, account, asked);
      return host === undefined ? deps.listings.byProduct(product, asked) : deps.listings.byHost(product, host, asked);
    };
    const begin = account === undefined && question.status !== undefined ? `${question.status}#` : '';
    const isPlace = (after: string) =>
      account === undefined ? LAST_BY_STATUS.test(after) && after.startsWith(begin) : isPlaceOfAccount(after);
    const { items, next } = await overProducts(products, { question, cursor, limit, isPlace }, pageOf);
    // An account has few stores, so those of a host are picked out of them.
    const shown = items.filter(({ storeUrl }) => host === undefined || hostOf(storeUrl) === host);
    return answer({ items: shown.map(viewOf), ...(next && { next }) });
  };
}

/** @throws Refusal `request_malformed` for an issuer without an account */
function accountIn({ account, issuer }: z.output<typeof listQuery>): AskedAccount | undefined {
  if (account !== undefined) return { account, issuer };
  if (issuer !== undefined) throw new Refusal('request_malformed', { problems: 'issuer: must be given with account' });
  return undefined;
}

type Asked = {
  readonly question: unknown;
  readonly cursor: string | undefined;
  readonly limit: number;
  /** Whether a cursor's text can be the end of a page of this list: the table would fail at any other. */
  readonly isPlace: (after: string) => boolean;
};

/** There may be a thousand products without a connection: a page that finds none says where to go on. */
const PRODUCTS_PER_PAGE = 100;

/** One page out of the lists of several products, one after the other. It may hold fewer than `limit`, even nothing. */
export async function overProducts<T>(
  products: readonly ProductId[],
  { limit, ...asked }: Asked,
  pageOf: (product: ProductId, limit: number, after: string | undefined) => Promise<Page<T>>,
): Promise<{ items: readonly T[]; next?: string }> {
  const items: T[] = [];
  let { at, after } = placeIn(products, asked);
  const end = at + PRODUCTS_PER_PAGE;
  for (let product = products[at]; product !== undefined; product = products[at]) {
    const page = await pageOf(product, limit - items.length, after);
    items.push(...page.items);
    after = page.last;
    if (after === undefined) at += 1;
    const following = products[at];
    // A page that goes on is full, or has looked at as many as it may.
    if ((items.length >= limit || at >= end || after !== undefined) && following !== undefined) {
      return { items, next: writeCursor(asked.question, after === undefined ? [following] : [following, after]) };
    }
  }
  return { items };
}

/** Where a page begins: at the first product, or where the cursor says. */
function placeIn(products: readonly ProductId[], { question, cursor, isPlace }: Omit<Asked, 'limit'>) {
  if (cursor === undefined) return { at: 0, after: undefined };
  const [begin, after] = readCursor(cursor, question, place);
  const at = products.map(String).indexOf(begin);
  if (at < 0 || (after !== undefined && !isPlace(after))) throw new Refusal('cursor_invalid');
  return { at, after };
}
