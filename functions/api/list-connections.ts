import * as z from 'zod/mini';
import type { Listings, Page } from '../adapters/dynamodb/listings.ts';
import type { ApiHandler } from '../adapters/lambda/api-handler.ts';
import { type AccountKey, accountKey } from '../domain/account.ts';
import type { ProductId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { type ProductsOf, requestedProducts } from './client-access.ts';
import { listQuery, PAGE_DEFAULT } from './contract/requests.ts';
import { viewOf } from './contract/views.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { answer } from './json-answer.ts';
import { readQuery } from './read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly listings: Pick<Listings, 'byProduct' | 'byAccount'>;
  /** Issuer URL of the accounts that merchants have now. */
  readonly issuer: string;
};

/** A position in a list of several products: the product, and the key after which to go on. */
const position = z.tuple([z.string(), z.optional(z.string())]);

/** `GET /v1/connections`: by product and status, or an account's by the time they were connected. */
export function listConnections(deps: Deps): ApiHandler {
  return async (request) => {
    const { cursor, limit = PAGE_DEFAULT, ...question } = readQuery(request, listQuery);
    const products = requestedProducts(await deps.productsOf(request.client), question.product);
    const account = question.account === undefined ? undefined : keyOf(question.account, deps.issuer);
    const ask = { status: question.status };
    const { items, next } = await overProducts(products, { question, cursor, limit }, (product, left, after) =>
      account === undefined
        ? deps.listings.byProduct(product, { ...ask, limit: left, after })
        : deps.listings.byAccount(product, account, { ...ask, limit: left, after }),
    );
    return answer({ items: items.map(viewOf), ...(next && { next }) });
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

type Asked = { readonly question: unknown; readonly cursor: string | undefined; readonly limit: number };

/** One page out of the lists of several products, one after the other. */
export async function overProducts<T>(
  products: readonly ProductId[],
  { question, cursor, limit }: Asked,
  pageOf: (product: ProductId, limit: number, after: string | undefined) => Promise<Page<T>>,
): Promise<{ items: readonly T[]; next?: string }> {
  const [begin, begun] = cursor === undefined ? [products[0]] : readCursor(cursor, question, position);
  const items: T[] = [];
  let at = products.map(String).indexOf(begin ?? '');
  if (at < 0 && cursor !== undefined) throw new Refusal('cursor_invalid');
  let after = begun;
  for (let product = products[at]; product !== undefined; product = products[at]) {
    const page = await pageOf(product, limit - items.length, after);
    items.push(...page.items);
    after = page.last;
    if (after === undefined) at += 1;
    const following = products[at];
    if (items.length >= limit && following !== undefined) {
      return { items, next: writeCursor(question, after === undefined ? [following] : [following, after]) };
    }
  }
  return { items };
}
