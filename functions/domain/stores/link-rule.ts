import type { AccountKey } from '../account.ts';
import type { ConnectionId } from '../ids.ts';
import { Refusal } from '../refusals/refusal.ts';
import type { LinkKind } from './connection.ts';
import type { ConnectionStatus } from './connection-status.ts';

/** The connection that a store has already. */
export type Existing = {
  readonly connection: ConnectionId;
  readonly accountKey: AccountKey;
  readonly status: ConnectionStatus;
  readonly version: number;
};

/** What a merchant was shown of a connection when they agreed to give it up. */
export type Shown = { readonly connection: ConnectionId; readonly version: number };

export type LinkQuestion = {
  readonly existing: Existing | undefined;
  readonly account: AccountKey;
  /** Whether the consumer key was linked to this store before: then it proves nothing but that somebody has seen it. */
  readonly keyUsedBefore: boolean;
};

/**
 * What linking a store to `account` means.
 *
 * - A key that was used before renews its connection for the same account, and never moves it: a key lives as long as
 *   the integration, and is in the popup's address.
 * - A new key proves control of the store's admin. A disconnected connection belongs to nobody; one of another account
 *   is moved, if the merchant agrees.
 *
 * @throws Refusal `integration_taken`
 */
export function linkKind({ existing, account, keyUsedBefore }: LinkQuestion): LinkKind {
  if (existing === undefined) return 'created';
  const own = existing.accountKey === account;
  if (!own && keyUsedBefore) throw new Refusal('integration_taken');
  if (existing.status === 'disconnected') return 'created';
  return own ? 'reauthorized' : 'moved';
}

/**
 * The same, once the merchant has agreed to it. A move needs their word for exactly the connection that is there now.
 *
 * @throws Refusal `integration_taken`, `consent_outdated`
 */
export function agreedLinkKind(question: LinkQuestion, shown: Shown | undefined): LinkKind {
  const kind = linkKind(question);
  const { existing } = question;
  const agreed = existing?.connection === shown?.connection && existing?.version === shown?.version;
  if (kind === 'moved' && !agreed) throw new Refusal('consent_outdated');
  return kind;
}
