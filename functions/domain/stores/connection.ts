import type { Account, AccountKey } from '../account.ts';
import type { Sealed } from '../ciphertext.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../ids.ts';
import type { RefusalCode } from '../refusals/refusal.ts';
import type { ConnectionStatus } from './connection-status.ts';
import type { StoreUrl } from './store-url.ts';

/** What linking does to the connection of a store. */
export const LINK_KINDS = ['created', 'reauthorized', 'moved'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** A bad answer that has not been reported yet: the first one of its sort, ISO 8601. */
export type Suspicion = { readonly code: RefusalCode; readonly at: string };

/** What lists show of a connection. Times are ISO 8601. */
export type ListedConnection = {
  readonly connection: ConnectionId;
  readonly product: ProductId;
  readonly storeUrl: StoreUrl;
  readonly account: Account;
  readonly status: ConnectionStatus;
  /** Since when it has the status, and what led to it. Absent where a handshake did. */
  readonly statusSince?: string | undefined;
  readonly reason?: RefusalCode | undefined;
  /** When the store was last asked whether the credentials work. */
  readonly checkedAt?: string | undefined;
  /** The first bad answer, until a second one confirms it or a good one clears it. */
  readonly suspect?: Suspicion | undefined;
  /** Magento generations that the store may be, likeliest first. */
  readonly generations: readonly string[];
  readonly createdAt: string;
  readonly connectedAt: string;
  /** Counts changes of the credentials, by handshakes and by disconnecting. */
  readonly version: number;
};

/** An event that is still to be published: stored with the change it reports, so that neither can get lost. */
export type OutboxEvent = {
  readonly id: string;
  readonly status: ConnectionStatus;
  readonly at: string;
  /** Of an event that reports another account in place of another status: whose the connection was before. */
  readonly previousAccount?: string | undefined;
};

export const VENDOR_ANSWERS = ['accepted', 'rejected', 'pending'] as const;

/** What the vendor's system last said of this connection. `pending`: it has the event, and will say later. */
export type VendorAnswerRecord = {
  readonly status: (typeof VENDOR_ANSWERS)[number];
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly at: string;
};

/** A store tied to an account for a product. */
export type Connection = ListedConnection & {
  readonly accountKey: AccountKey;
  /** Ciphertext of consumer key and secret, access token and secret. Gone once disconnected. */
  readonly secrets?: Sealed | undefined;
  /** Ciphertext of what the merchant answered to the vendor's fields. Gone with the account that gave the answers. */
  readonly answers?: Sealed | undefined;
  /** The attempt that linked it last, and what that did: a repeated link step finds its own work here. */
  readonly activation: ActivationId;
  readonly kind: LinkKind;
  /** The consumer key that linked it last. Absent where a version before this one did. */
  readonly key?: KeyDigest | undefined;
  /** Key of the account that had the store before the last link moved it. */
  readonly movedFrom?: string | undefined;
  /** The vendor's own name of the account, as the vendor's system gave it. */
  readonly vendorAccount?: string | undefined;
  readonly vendorAnswer?: VendorAnswerRecord | undefined;
  /** The ACL resources that Magento named when it refused the last check. */
  readonly missingPermissions?: readonly string[] | undefined;
  readonly outbox?: OutboxEvent | undefined;
};
