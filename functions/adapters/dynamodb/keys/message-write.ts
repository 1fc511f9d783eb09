import type { Sealed } from '../../../domain/ciphertext.ts';
import { ACTIVATION_LIFE_SECONDS } from '../../../domain/handshake/activation.ts';
import {
  addressDigest,
  CONSUMERS_PER_KEY,
  type ConsumerKey,
  type ConsumerMessage,
  REPETITION_SECONDS,
} from '../../../domain/handshake/consumer-key.ts';
import { storeAddress } from '../../../domain/stores/store-address.ts';
import { listingOf } from '../activations/attempt-item.ts';
import { EARLIER_ATTRIBUTES } from '../activations/earlier-activation.ts';
import type { ConditionalUpdate } from '../conditional-update.ts';
import {
  type KeyRef,
  messageAttribute,
  pinAttribute,
  supersededAtAttribute,
  supersededAttribute,
  supersededStateAttribute,
} from './key-item.ts';

/** What Magento's message brings. */
export type Arrival = KeyRef &
  Omit<ConsumerMessage, 'receivedAt' | 'state' | 'verifierSpent'> & { readonly secrets: Sealed };

/** A key as it was read, and the message that has to go for a new one. */
export type Eviction = { readonly key: ConsumerKey; readonly evicted: ConsumerMessage };

/** The update that keeps a message, in the place of `evicted` where the key has no room left. */
export function messageWrite(arrival: Arrival, now: Date, known?: Eviction): Omit<ConditionalUpdate, 'table' | 'pk'> {
  const { product, key, consumer, ...message } = arrival;
  const receivedAt = now.toISOString();
  const consumers = known?.key.messages.map((one) => one.consumer) ?? [];
  return {
    set: {
      [messageAttribute(consumer)]: { ...message, receivedAt, state: 'received' },
      ...listed(arrival, receivedAt),
      product,
      key,
      ...(known && { consumers: new Set([...consumers, consumer].filter((one) => one !== known.evicted.consumer)) }),
    },
    // An item with a pin, a token or a key that others may have seen lives longer than its messages.
    setTo: {
      expiresAt: 'if_not_exists(keepUntil, :soon)',
      [supersededAttribute(consumer)]: 'if_not_exists(#message.activation, :none)',
      [supersededAtAttribute(consumer)]: 'if_not_exists(#message.receivedAt, :none)',
      [supersededStateAttribute(consumer)]: 'if_not_exists(#message.#state, :none)',
    },
    remove: [...EARLIER_ATTRIBUTES, ...(known ? attributesOf(known.evicted) : [])],
    ...(!known && { add: { consumers: new Set([consumer]) } }),
    ...writeCondition(arrival, now, known),
  };
}

function writeCondition(arrival: Arrival, now: Date, known?: Eviction) {
  const { consumer } = arrival;
  return {
    condition: [NOT_FORGED, NOT_REPEATED, NOT_THIS_ONE, known ? '#evicted.activation = :evicted' : HAS_ROOM].join(
      ' AND ',
    ),
    names: {
      '#pin': pinAttribute(addressDigest(storeAddress(arrival.storeUrl))),
      '#message': messageAttribute(consumer),
      '#state': 'state',
      ...(known && { '#evicted': messageAttribute(known.evicted.consumer) }),
    },
    values: {
      ':consumer': consumer,
      ':activation': arrival.activation,
      ':verifier': arrival.verifierDigest,
      ':none': '',
      ':received': 'received',
      ':failed': 'failed',
      ':linked': 'linked',
      ':unspent': false,
      ':recent': ago(now, REPETITION_SECONDS),
      ':old': ago(now, ACTIVATION_LIFE_SECONDS),
      ':soon': Math.floor(now.getTime() / 1000) + ACTIVATION_LIFE_SECONDS,
      ...(known ? { ':evicted': known.evicted.activation } : { ':most': CONSUMERS_PER_KEY }),
    },
  };
}

const NOT_FORGED = '(attribute_not_exists(#pin) OR #pin.consumer = :consumer)';

/**
 * Magento sends one verifier until a request token was issued for it. While its attempt is under way the message is a
 * repetition, and for some seconds after the store was linked by it. Otherwise there is work to do.
 *
 * AND binds before OR. Local mode's parser takes twice as long for each level of parentheses.
 */
const NOT_REPEATED =
  '(attribute_not_exists(#message) OR #message.verifierDigest <> :verifier ' +
  'OR #message.#state IN (:received, :failed) OR #message.receivedAt <= :old ' +
  'OR #message.#state = :linked AND #message.verifierSpent = :unspent ' +
  'OR #message.#state = :linked AND #message.receivedAt <= :recent)';

/** A write that is tried again because its answer was lost: the message would supersede itself. */
const NOT_THIS_ONE = '(attribute_not_exists(#message) OR #message.activation <> :activation)';

const HAS_ROOM = '(attribute_not_exists(consumers) OR size(consumers) < :most OR contains(consumers, :consumer))';

/** What a consumer that has to go leaves. */
function attributesOf({ consumer }: ConsumerMessage): string[] {
  const named = [messageAttribute, supersededAttribute, supersededAtAttribute, supersededStateAttribute];
  return named.map((nameOf) => nameOf(consumer));
}

function listed({ product, activation, storeUrl }: Arrival, receivedAt: string) {
  return {
    activation,
    storeUrl,
    stage: 'received',
    receivedAt,
    ...listingOf({ product, activation, storeUrl, receivedAt }),
  };
}

/** The time that was so many seconds before `now`. */
export function ago(now: Date, seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString();
}
