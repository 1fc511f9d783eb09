import { createHash } from 'node:crypto';
import type { Sealed } from '../ciphertext.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../ids.ts';
import type { Minted } from '../minted.ts';
import type { RefusalCode } from '../refusals/refusal.ts';
import { type StoreAddress, storeAddress } from '../stores/store-address.ts';
import type { StoreUrl } from '../stores/store-url.ts';

/*
 * What is known of a consumer key. The key is a bearer value that lives as long as the integration does, and it is in
 * the popup's address: whoever has seen that may post messages with it. Only the consumer secret, which Magento sends
 * to the callback alone and never changes, tells the store's messages from forged ones.
 */

/**
 * One secret at one store address: whoever posts messages with a consumer key. 16 hex digits of SHA-256; the secret has
 * 165 bits, so nothing of it can be told from this.
 */
export type ConsumerId = Minted<string, 'ConsumerId'>;

/** 16 hex digits of the SHA-256 of a store address, as part of attribute names. */
export type AddressDigest = Minted<string, 'AddressDigest'>;

/** How many consumers one key may have side by side. */
export const CONSUMERS_PER_KEY = 8;

/** How many secrets for one store are tried at once; those that the store refuses make room for others. */
export const SECRETS_TRIED = 3;

/** A repeated delivery of one message arrives within seconds: Magento's client gives up after five. */
export const REPETITION_SECONDS = 10;

/**
 * How long a request token is worth keeping. Magento purges those older than 120 minutes with a chance of one in a
 * hundred per token that the store saves, so most live for weeks.
 */
export const REQUEST_TOKEN_LIFE_SECONDS = 30 * 24 * 60 * 60;

/** How long it is remembered that a popup was opened with a key, so that others may have seen it. */
export const SEEN_KEY_LIFE_SECONDS = 400 * 24 * 60 * 60;

/** How long it is remembered that a popup asked for a key which no message has come for: anybody may make keys up. */
export const ASKED_KEY_LIFE_SECONDS = 24 * 60 * 60;

/** Of a key that others may have seen: how long after the message the merchant's own browser has to show up. */
export const OWN_BROWSER_SECONDS = 10;

/** The newest message of one consumer. */
export type ConsumerMessage = {
  readonly consumer: ConsumerId;
  readonly activation: ActivationId;
  readonly storeUrl: StoreUrl;
  /** Consumer key, secret and verifier, encrypted: until a popup is opened, which moves them to its attempt. */
  readonly secrets?: Sealed | undefined;
  readonly verifierDigest: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** `opened` once a popup showed up for it, `linked` and `failed` once its attempt has ended. */
  readonly state: 'received' | 'opened' | 'linked' | 'failed';
  /** The attempt of the consumer's message before this one, which gives way once a popup is opened for this one. */
  readonly supersedes?: ActivationId | undefined;
  /** When that message came, where no popup was opened for it, so that there is no attempt to give way. */
  readonly unopenedAt?: string | undefined;
  /**
   * Of a linked attempt: whether the store took this very verifier for its request token. Where the attempt went on with
   * an earlier request token, the verifier is unspent, and Magento sends it again at the next *Reauthorize*
   * (wire-facts, section 1.5).
   */
  readonly verifierSpent?: boolean | undefined;
};

/** A request token that a store issued to a consumer, and that nobody has exchanged yet. */
export type KeptToken = {
  readonly consumer: ConsumerId;
  readonly token: Sealed;
  /** Of the verifier that the store took for it. */
  readonly verifierDigest: string;
  /** ISO 8601. */
  readonly at: string;
};

/** At this address the key belongs to one consumer, for as long as its connection exists. */
export type Pin = {
  readonly address: AddressDigest;
  readonly consumer: ConsumerId;
  readonly connection: ConnectionId;
};

/** A message whose store URL cannot be called. */
export type RefusedMessage = {
  readonly activation: ActivationId;
  readonly code: RefusalCode;
  /** A code of `STORE_URL_PROBLEMS`. */
  readonly reason?: string | undefined;
  /** Scheme, host and port, as far as they could be read. */
  readonly storeUrl: StoreUrl;
  readonly at: string;
};

export type ConsumerKey = {
  readonly product: ProductId;
  readonly key: KeyDigest;
  readonly messages: readonly ConsumerMessage[];
  readonly tokens: readonly KeptToken[];
  readonly pins: readonly Pin[];
  readonly refused?: RefusedMessage | undefined;
  /** When a popup was first opened with the key, ISO 8601: since then others may have seen it. */
  readonly seenAt?: string | undefined;
};

export function consumerIdOf(consumerSecret: string, store: StoreUrl): ConsumerId {
  return digest(`${consumerSecret}\n${storeAddress(store)}`) as ConsumerId;
}

export function addressDigest(address: StoreAddress): AddressDigest {
  return digest(address) as AddressDigest;
}

/** The pin of the key at a store's address. */
export function pinAt({ pins }: Pick<ConsumerKey, 'pins'>, store: StoreUrl): Pin | undefined {
  const address = addressDigest(storeAddress(store));
  return pins.find((pin) => pin.address === address);
}

/**
 * Which message has to go when a key has too many consumers: one whose attempt has ended or that is too old, otherwise
 * the oldest. Never one that is pinned, nor one whose store has issued a token: forged messages get neither.
 */
export function evictable(
  { messages, tokens, pins }: Pick<ConsumerKey, 'messages' | 'tokens' | 'pins'>,
  oldestReceivedAt: string,
): ConsumerMessage | undefined {
  const guarded = new Set([...tokens, ...pins].map(({ consumer }) => consumer));
  const open = ({ state, receivedAt }: ConsumerMessage) =>
    receivedAt > oldestReceivedAt && (state === 'received' || state === 'opened');
  return messages
    .filter(({ consumer }) => !guarded.has(consumer))
    .toSorted(
      (one, other) => Number(open(one)) - Number(open(other)) || (one.receivedAt < other.receivedAt ? -1 : 1),
    )[0];
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}
