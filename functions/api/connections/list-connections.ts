import * as z from 'zod/mini';
import type { Listings, Page } from '../../adapters/dynamodb/listings.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { type AccountKey, accountKey } from '../../domain/account.ts';
import type { ProductId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf, searchedHost } from '../../domain/stores/store-url.ts';
import { type ProductsOf, requestedProducts } from '../client-access.ts';
import { listQuery, PAGE_DEFAULT } from '../contract/requests.ts';
import { viewOf } from '../contract/views.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly listings: Pick<Listings, 'byProduct' | 'byAccount' | 'byHost'>;
  /** Issuer URL of the accounts that merchants have now. */
  readonly issuer: string;
};

/** A place in a list that goes over several products. */
const place = z.tuple([z.string(), z.optional(z.string())]);
/** The last item of a page, as the indexes have it: status and id, or time and id. */
const LAST_BY_STATUS = /^[a-z_]{1,30}#con_[0-9A-Za-z_-]{1,64}$/;
const LAST_BY_TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z [A-Z]{1,20}#con_[0-9A-Za-z_-]{1,64}$/;

/** `GET /v1/connections`: by product and status, of one host too; or an account's by the time they were connected. */
export function listConnections(deps: Deps): ApiHandler {
  return async (request) => {
    const { cursor, limit = PAGE_DEFAULT, ...question } = readQuery(request, listQuery);
    const products = requestedProducts(await deps.productsOf(request), question.product);
    const account = question.account === undefined ? undefined : keyOf(question.account, deps.issuer);
    const host = question.host && searchedHost(question.host);
    const ask = { status: question.status };
    const pageOf = (product: ProductId, left: number, after: string | undefined) => {
      const asked = { ...ask, limit: left, after };
      if (account !== undefined) return deps.listings.byAccount(product, account, asked);
      return host === undefined ? deps.listings.byProduct(product, asked) : deps.listings.byHost(product, host, asked);
    };
    const begin = account === undefined && question.status !== undefined ? `${question.status}#` : '';
    const last = account === undefined ? LAST_BY_STATUS : LAST_BY_TIME;
    const isPlace = (after: string) => last.test(after) && after.startsWith(begin);
    const { items, next } = await overProducts(products, { question, cursor, limit, isPlace }, pageOf);
    // An account has few stores, so those of a host are picked out of them.
    const shown = items.filter(({ storeUrl }) => host === undefined || hostOf(storeUrl) === host);
    return answer({ items: shown.map(viewOf), ...(next && { next }) });
  };
}

/** An issuer is a URL without a fragment (OpenID Connect Core §2), so what comes before the first `#` can only be one. */
function keyOf(account: string, issuer: string): AccountKey {
  const at = account.indexOf('#');
  const named = at > 0 && URL.canParse(account.slice(0, at));
  return named
    ? accountKey({ issuer: account.slice(0, at), id: account.slice(at + 1) })
    : accountKey({ issuer, id: account });
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
    if ((items.length >= limit || at >= end) && following !== undefined) {
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
