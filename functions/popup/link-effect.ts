import { type Account, accountKey } from '../domain/account.ts';
import type { Activation } from '../domain/activation.ts';
import { type Connection, linkKind } from '../domain/connection.ts';
import type { StoreUrl } from '../domain/store-url.ts';

/**
 * What connecting does to the connection that the store has.
 *
 * - `new`: there is none, or nobody's
 * - `renewed`: the same account and address
 * - `address_replaced`: the same account, with another path at that host: possibly another Magento. Must be confirmed
 * - `moved`: another account's. Must be confirmed
 */
export type Effect =
  | { readonly kind: 'new' }
  | { readonly kind: 'renewed'; readonly since: Date }
  | { readonly kind: 'address_replaced'; readonly version: number; readonly address: string }
  | { readonly kind: 'moved'; readonly version: number };

/**
 * What a merchant may know of it. That a store belongs to somebody else is said once it has issued a request token:
 * anybody can post a message in its name, and would learn who the vendor's customers are.
 */
export function effectOf(
  existing: Connection | undefined,
  account: Account,
  { stage, storeUrl }: Pick<Activation, 'stage' | 'storeUrl'>,
): Effect {
  if (existing === undefined || existing.status === 'disconnected') return { kind: 'new' };
  const { version } = existing;
  if (linkKind(existing, accountKey(account)) === 'moved') {
    return stage === 'received' ? { kind: 'new' } : { kind: 'moved', version };
  }
  const address = addressOf(existing.storeUrl);
  return address === addressOf(storeUrl)
    ? { kind: 'renewed', since: new Date(existing.createdAt) }
    : { kind: 'address_replaced', version, address };
}

/** The version of the connection that must be given up for it; undefined when nothing must. */
export function givenUp(effect: Effect): number | undefined {
  return 'version' in effect ? effect.version : undefined;
}

/** Host and path, as people write them. `index.php/` comes and goes with a setting of the same Magento. */
function addressOf(store: StoreUrl): string {
  const { host, pathname } = new URL(store);
  return `${host}${pathname.replace(/\/index\.php\/$/, '/')}`;
}
