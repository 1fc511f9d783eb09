import type { Listings } from '../adapters/dynamodb/listings.ts';
import type { AccountKey } from '../domain/account.ts';
import type { ProductId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';

/**
 * Limits how many stores an account connects, since anybody can open an account and connect stores of their own.
 *
 * @param most the operator's setting `connectionsPerAccount`
 * @throws Refusal `account_full`
 */
export function requireBelowLimit(listings: Pick<Listings, 'byAccount'>, most: number) {
  return async (product: ProductId, account: AccountKey): Promise<void> => {
    let connected = 0;
    let after: string | undefined;
    do {
      const { items, last } = await listings.byAccount(product, account, { limit: most, after });
      connected += items.filter(({ status }) => status !== 'disconnected').length;
      if (connected >= most) throw new Refusal('account_full');
      after = last;
    } while (after !== undefined);
  };
}
