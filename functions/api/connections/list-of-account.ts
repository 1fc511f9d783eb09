import type { Listings, Page } from '../../adapters/dynamodb/listings.ts';
import { type AccountKey, accountKey } from '../../domain/account.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { ListedConnection } from '../../domain/stores/connection.ts';
import type { IssuersOf } from './issuers.ts';

export type Deps = {
  readonly listings: Pick<Listings, 'byAccount'>;
  readonly issuersOf: IssuersOf;
};

export type AskedAccount = { readonly account: string; readonly issuer: string | undefined };
type Ask = Parameters<Listings['byAccount']>[2];

/** Which of an account's lists a page ended in, and where: the last item's time and id, or nothing at the beginning. */
const PLACE = /^(\d)~((?:\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z [A-Z]{1,20}#con_[0-9A-Za-z_-]{1,64})?)$/;

export function isPlaceOfAccount(after: string): boolean {
  return PLACE.test(after);
}

/**
 * The stores of an account, of one product, by the time they were connected. Where no issuer is named, those of the account
 * at each issuer that the product's merchants may have come by.
 */
export async function listOfAccount(
  { listings, issuersOf }: Deps,
  product: ProductId,
  asked: AskedAccount,
  { limit, after, ...ask }: Ask,
): Promise<Page<ListedConnection>> {
  const keys = await keysOf(issuersOf, product, asked);
  const [, at = '0', begin = ''] = PLACE.exec(after ?? '') ?? [];
  const items: ListedConnection[] = [];
  let start = begin || undefined;
  for (let index = Number(at); index < keys.length; index += 1) {
    const key = keys[index];
    if (key === undefined) break;
    if (items.length >= limit) return { items, last: `${index}~` };
    const page = await listings.byAccount(product, key, { ...ask, limit: limit - items.length, after: start });
    items.push(...page.items);
    if (page.last !== undefined) return { items, last: `${index}~${page.last}` };
    start = undefined;
  }
  return { items };
}

/** An issuer is an absolute URI without a fragment (OpenID Connect Core §2; `samlIssuer`), so the first `#` ends it. */
async function keysOf(
  issuersOf: IssuersOf,
  product: ProductId,
  { account, issuer }: AskedAccount,
): Promise<readonly AccountKey[]> {
  if (issuer !== undefined) return [accountKey({ issuer, id: account })];
  const at = account.indexOf('#');
  if (at > 0 && URL.canParse(account.slice(0, at))) {
    return [accountKey({ issuer: account.slice(0, at), id: account.slice(at + 1) })];
  }
  const { present, earlier } = await issuersOf(product);
  const issuers = present === undefined ? earlier : [present, ...earlier];
  return issuers.map((one) => accountKey({ issuer: one, id: account }));
}
