import type { AccountKey } from './account.ts';

/**
 * What became of a store's credentials.
 *
 * - `active`: they open the store
 * - `needs_reauthorization`: Magento dropped the token; only the merchant can issue another
 * - `inactive`: alive, but switched off in Magento or without permissions
 * - `unreachable`: the store was down for several probes
 * - `disconnected`: given up on the vendor's side
 */
export type ConnectionStatus = 'active' | 'needs_reauthorization' | 'inactive' | 'unreachable' | 'disconnected';

/** Every legal past of a status. A handshake leads anywhere to `active`; what is disconnected returns by one only. */
export const STATUS_PASTS = {
  active: ['active', 'needs_reauthorization', 'inactive', 'unreachable', 'disconnected'],
  needs_reauthorization: ['active', 'inactive', 'unreachable'],
  inactive: ['active', 'needs_reauthorization', 'unreachable'],
  unreachable: ['active', 'needs_reauthorization', 'inactive'],
  disconnected: ['active', 'needs_reauthorization', 'inactive', 'unreachable'],
} as const satisfies Record<ConnectionStatus, readonly ConnectionStatus[]>;

/** What linking does to the connection of a store. */
export type LinkKind = 'created' | 'reauthorized' | 'moved';

type Owned = { readonly accountKey: AccountKey; readonly status: ConnectionStatus };

/**
 * What linking `store` to `account` means, given the connection that stands there.
 *
 * A disconnected connection belongs to nobody: whoever proves to be an admin of the store may have it.
 */
export function linkKind(existing: Owned | undefined, account: AccountKey): LinkKind {
  if (existing === undefined) return 'created';
  if (existing.accountKey === account) return 'reauthorized';
  return existing.status === 'disconnected' ? 'created' : 'moved';
}
