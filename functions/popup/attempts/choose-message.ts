import { ACTIVATION_LIFE_SECONDS } from '../../domain/handshake/activation.ts';
import { type ConsumerId, type ConsumerKey, type ConsumerMessage, pinAt } from '../../domain/handshake/consumer-key.ts';
import { hostOfSuccessCallback, type SuccessCallback } from '../../domain/handshake/success-callback.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type StoreAddress, storeAddress } from '../../domain/stores/store-address.ts';
import { hostOf } from '../../domain/stores/store-url.ts';

/** What the popup's address says of the store. */
export type Wanted = {
  readonly successCallback: SuccessCallback | undefined;
  /** The consumer that the merchant chose. */
  readonly store: string | null;
};

/** The messages of one store, newest first: of several, all but one are forged. */
export type StoreMessages = readonly [ConsumerMessage, ...ConsumerMessage[]];

/**
 * The messages that a popup may belong to, by store. More than one store is left only where the host of
 * `success_call_back` does not single one out: then the merchant chooses; the time of arrival never decides.
 *
 * @throws Refusal `activation_unknown`; the refusal of Magento's message when its store URL cannot be called
 */
export function storesFor(key: ConsumerKey, wanted: Wanted, now: Date): readonly StoreMessages[] {
  const oldest = new Date(now.getTime() - ACTIVATION_LIFE_SECONDS * 1000).toISOString();
  const live = key.messages.filter(({ receivedAt }) => receivedAt > oldest);
  // A refused message hides no other: anybody who knows the key can post one.
  const hopeful = live.filter(({ state }) => state !== 'failed');
  if (hopeful.length === 0) refuseAs(key, oldest);
  const candidates = hopeful.length === 0 ? live : hopeful;
  if (candidates.length === 0) throw new Refusal('activation_unknown', { product: key.product });
  const stores = byStore(key, atHost(candidates, wanted.successCallback));
  const chosen = stores.filter((messages) => messages.some(({ consumer }) => consumer === wanted.store));
  return chosen.length === 1 ? chosen : stores;
}

/** Whose store has issued a token, or was tied to an account by it: that one is not forged. */
function isProven(key: ConsumerKey, consumer: ConsumerId): boolean {
  return [...key.tokens, ...key.pins].some((proof) => proof.consumer === consumer);
}

function refuseAs({ product, refused, messages }: ConsumerKey, oldest: string): void {
  if (refused === undefined || refused.at <= oldest) return;
  if (messages.some(({ receivedAt }) => receivedAt > refused.at)) return;
  const { activation, code, reason, storeUrl } = refused;
  throw new Refusal(code, { product, activation, host: hostOf(storeUrl), ...(reason !== undefined && { reason }) });
}

/** Those at the host that the popup leads back to; all, where the admin is on another host. */
function atHost(messages: readonly ConsumerMessage[], back: SuccessCallback | undefined): readonly ConsumerMessage[] {
  const host = back === undefined ? undefined : hostOfSuccessCallback(back);
  const same = messages.filter(({ storeUrl }) => hostOf(storeUrl) === host);
  return same.length === 0 ? messages : same;
}

function byStore(key: ConsumerKey, messages: readonly ConsumerMessage[]): readonly StoreMessages[] {
  const newestFirst = messages.toSorted((one, other) => (one.receivedAt > other.receivedAt ? -1 : 1));
  const stores = new Map<StoreAddress, ConsumerMessage[]>();
  for (const message of newestFirst) {
    const address = storeAddress(message.storeUrl);
    stores.set(address, [...(stores.get(address) ?? []), message]);
  }
  return [...stores.values()].map((all) => likely(key, all)).filter(isSome);
}

/** Where the key belongs to a consumer, no other is shown. */
function likely(key: ConsumerKey, messages: readonly ConsumerMessage[]): readonly ConsumerMessage[] {
  const [first] = messages;
  const pin = first === undefined ? undefined : pinAt(key, first.storeUrl);
  const pinned = messages.filter(({ consumer }) => consumer === pin?.consumer);
  const proven = pinned.length > 0 ? pinned : messages.filter(({ consumer }) => isProven(key, consumer));
  return proven.length > 0 ? proven : messages;
}

function isSome(messages: readonly ConsumerMessage[]): messages is StoreMessages {
  return messages.length > 0;
}
