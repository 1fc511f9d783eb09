import type { Account, AccountKey } from '../account.ts';
import type { Sealed } from '../ciphertext.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../ids.ts';
import type { RefusalCode } from '../refusals/refusal.ts';
import type { LinkKind } from '../stores/connection.ts';
import type { Shown } from '../stores/link-rule.ts';
import type { StoreUrl } from '../stores/store-url.ts';
import type { ConsumerId } from './consumer-key.ts';
import type { Stage } from './stage.ts';

/** Where an activation is stored, and which attempt is meant. The state machine's whole input. */
export type ActivationRef = {
  readonly product: ProductId;
  readonly key: KeyDigest;
  readonly activation: ActivationId;
};

/**
 * The merchant's answer. `replaces` is the connection of another account that they agreed to move, `existing` the one that
 * the store had when they said no.
 */
export type Consent =
  | {
      readonly decision: 'yes';
      readonly account: Account;
      readonly replaces?: Shown | undefined;
      /** ISO 8601. */
      readonly at: string;
    }
  | { readonly decision: 'no'; readonly existing?: ConnectionId | undefined; readonly at: string };

export type Failure = {
  readonly code: RefusalCode;
  readonly at: string;
  /** Whether the store had issued the access token: its integration is active by then, and offers *Reauthorize*. */
  readonly tokenIssued?: boolean | undefined;
};

type Shared = ActivationRef & {
  readonly storeUrl: StoreUrl;
  readonly consumer: ConsumerId;
  readonly verifierDigest: string;
  /** When Magento's message arrived, ISO 8601. */
  readonly receivedAt: string;
  /** When the attempt ends for good, epoch seconds: DynamoDB's TTL attribute. */
  readonly expiresAt: number;
  /** May arrive before the state machine waits for it. */
  readonly consent?: Consent | undefined;
  /** Ciphertext of what the merchant answered to the vendor's fields, together with the consent. */
  readonly answers?: Sealed | undefined;
  /** The state machine's, once it waits for consent. */
  readonly taskToken?: string | undefined;
  /** Key of the account whose connection the consumer key was linked to at this store: nobody else may renew it. */
  readonly owner?: AccountKey | undefined;
  /** Whether a popup was opened with the key before this message: then others may know it. */
  readonly seenBefore?: boolean | undefined;
  /** The first browser that returned our cookie. */
  readonly browser?: string | undefined;
  /** Set when the store is about to be tied to the account: from then on no other browser stops the attempt. */
  readonly closing?: boolean | undefined;
  /** Whether the store took this very verifier for the request token that was exchanged. */
  readonly verifierSpent?: boolean | undefined;
  /** When it ended, ISO 8601. */
  readonly endedAt?: string | undefined;
};

/** One attempt to connect a store, as far as it has come: each stage holds what the earlier ones led to. */
export type Activation = Shared &
  (
    | { readonly stage: 'received'; readonly secrets: Sealed }
    | { readonly stage: 'requested'; readonly secrets: Sealed }
    | { readonly stage: 'granted'; readonly credentials: Sealed }
    | {
        readonly stage: 'checked';
        readonly credentials: Sealed;
        readonly generations: readonly string[];
        /** A connection at another address of the same Magento. */
        readonly sameStoreAs?: ConnectionId | undefined;
      }
    | {
        readonly stage: 'linked';
        readonly connection: ConnectionId;
        readonly kind: LinkKind;
        /** Key of the account that had the store before. */
        readonly movedFrom?: string | undefined;
      }
    | { readonly stage: 'failed'; readonly failure: Failure }
  );

export type ActivationAt<S extends Stage> = Extract<Activation, { stage: S }>;

/** How long an attempt may take. Magento may purge request tokens 120 minutes after it issued them. */
export const ACTIVATION_LIFE_SECONDS = 2 * 60 * 60;

/** How long the state machine waits for the merchant: the life of an activation, less ten minutes for the exchange. */
export const CONSENT_WAIT_SECONDS = 110 * 60;

/** Failures that end the request token for good: the store has said that it will never accept it again. */
export const TOKEN_ENDING_FAILURES: readonly RefusalCode[] = [
  'access_token_lost',
  'token_rejected',
  'consumer_unknown',
];

/** How long it is kept what became of an attempt: merchants complain late. */
export const ATTEMPT_RECORD_SECONDS = 30 * 24 * 60 * 60;
