import type { Sealed } from '../../../domain/ciphertext.ts';
import { ACTIVATION_LIFE_SECONDS } from '../../../domain/handshake/activation.ts';
import {
  addressDigest,
  CONSUMERS_PER_KEY,
  type ConsumerKey,
  type ConsumerMessage,
  evictable,
  pinAt,
  REPETITION_SECONDS,
  type RefusedMessage,
} from '../../../domain/handshake/consumer-key.ts';
import type { ActivationId } from '../../../domain/ids.ts';
import { storeAddress } from '../../../domain/stores/store-address.ts';
import { listingOf } from '../activations/attempt-item.ts';
import { EARLIER_ATTRIBUTES, EARLIER_CONSUMER, endEarlier } from '../activations/earlier-activation.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import {
  type ConsumerRef,
  type KeyRef,
  keyItem,
  LISTED_MESSAGE,
  messageAttribute,
  pinAttribute,
  supersededAtAttribute,
  supersededAttribute,
  supersededStateAttribute,
} from './key-item.ts';

/** What Magento's message brings. */
export type Arrival = KeyRef &
  Omit<ConsumerMessage, 'receivedAt' | 'state' | 'verifierSpent'> & { readonly secrets: Sealed };

/**
 * What became of a message.
 *
 * - `kept`: a popup may be opened for it
 * - `repeated`: it is being worked on already
 * - `forged`: at this store the key belongs to another secret, so the store did not send it
 * - `dropped`: the key has as many consumers as it may, and all of them have a token or a connection
 */
export type Kept = 'kept' | 'repeated' | 'forged' | 'dropped';

/** Two messages for one key that has no room left rarely meet; a third meeting in a row is not waited for. */
const ROUNDS = 3;

/**
 * The messages of consumer keys, side by side, one per consumer: none takes the place of another's.
 *
 * @param find reads the item of a key
 */
export function openKeyMessages(
  table: Table,
  now: () => Date,
  find: (ref: KeyRef) => Promise<ConsumerKey | undefined>,
) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const ago = (age: number) => new Date(now().getTime() - age * 1000).toISOString();
  const at = (ref: KeyRef) => ({ table: table.name, pk: keyItem(ref) });

  /** Writes a message, in the place of `evicted` where the key has no room left. */
  async function write(arrival: Arrival, known?: { key: ConsumerKey; evicted: ConsumerMessage }): Promise<boolean> {
    const { product, key, consumer, ...message } = arrival;
    const receivedAt = now().toISOString();
    const consumers = known?.key.messages.map((one) => one.consumer) ?? [];
    const written = await updateIf(table.client, {
      ...at(arrival),
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
        ':recent': ago(REPETITION_SECONDS),
        ':old': ago(ACTIVATION_LIFE_SECONDS),
        ':soon': seconds() + ACTIVATION_LIFE_SECONDS,
        ...(known ? { ':evicted': known.evicted.activation } : { ':most': CONSUMERS_PER_KEY }),
      },
    });
    return written !== undefined;
  }

  /** @returns undefined when the item has changed while it was read */
  async function makeRoom(arrival: Arrival): Promise<Kept | undefined> {
    const key = await find(arrival);
    if (key === undefined) return undefined;
    const settled = settledBy(key, arrival);
    if (settled !== undefined) return settled;
    const evicted = evictable(key, ago(ACTIVATION_LIFE_SECONDS));
    if (evicted === undefined) return 'dropped';
    return (await write(arrival, { key, evicted })) ? 'kept' : undefined;
  }

  return {
    /** Keeps what Magento sent: one update, unless its condition fails and the item must be read to learn why. */
    async keep(arrival: Arrival): Promise<Kept> {
      if (await write(arrival)) return 'kept';
      for (let round = 0; round < ROUNDS; round += 1) {
        const outcome = await makeRoom(arrival);
        if (outcome !== undefined) return outcome;
      }
      return 'dropped';
    },

    /** Keeps that a message was refused, for the popup that Magento opens all the same. */
    async refuse(ref: KeyRef, refused: RefusedMessage): Promise<void> {
      await updateIf(table.client, {
        ...at(ref),
        set: { refused, product: ref.product, key: ref.key },
        setTo: { expiresAt: 'if_not_exists(keepUntil, :soon)' },
        values: { ':soon': seconds() + ACTIVATION_LIFE_SECONDS },
      });
    },

    /**
     * Notes that a popup showed up for a message: its attempt, which was begun before, is listed from then on, and holds
     * the secrets alone. An attempt drops them when it ends; the key's item may live for ever.
     *
     * @returns false when a newer message has come meanwhile, or another popup was faster
     */
    async open(ref: ConsumerRef, activation: ActivationId): Promise<boolean> {
      const entry = messageAttribute(ref.consumer);
      const change = (remove: readonly string[], listing: string) =>
        updateIf(table.client, {
          ...at(ref),
          set: {},
          setTo: { [`${entry}.state`]: ':opened' },
          remove: [...remove, `${entry}.secrets`],
          condition: `#entry.activation = :id AND #entry.#state = :received AND ${listing}`,
          names: { '#entry': entry, '#state': 'state' },
          values: { ':id': activation, ':opened': 'opened', ':received': 'received' },
        });
      // Where a newer message of another consumer is listed, that stays.
      const opened = (await change(LISTED_MESSAGE, 'activation = :id')) ?? (await change([], 'activation <> :id'));
      return opened !== undefined;
    },

    /** Notes how the attempt of a message ended, and drops its secrets, unless a newer message has come meanwhile. */
    async end(
      ref: ConsumerRef,
      activation: ActivationId,
      end: Pick<ConsumerMessage, 'state' | 'verifierSpent'>,
    ): Promise<void> {
      if (ref.consumer === EARLIER_CONSUMER) return endEarlier(table, { ...ref, activation });
      const entry = messageAttribute(ref.consumer);
      await updateIf(table.client, {
        ...at(ref),
        set: {},
        setTo: { [`${entry}.state`]: ':state', [`${entry}.verifierSpent`]: ':spent' },
        remove: [`${entry}.secrets`],
        condition: '#entry.activation = :id',
        names: { '#entry': entry },
        values: { ':id': activation, ':state': end.state, ':spent': end.verifierSpent ?? false },
      });
    },
  };
}

/** What a consumer that has to go leaves. */
function attributesOf({ consumer }: ConsumerMessage): string[] {
  const named = [messageAttribute, supersededAttribute, supersededAtAttribute, supersededStateAttribute];
  return named.map((nameOf) => nameOf(consumer));
}

/** What has become of a message already, where the reason is another than that there is no room. */
function settledBy(
  key: ConsumerKey,
  { consumer, storeUrl, activation }: Arrival,
): Exclude<Kept, 'dropped'> | undefined {
  const pin = pinAt(key, storeUrl);
  if (pin !== undefined && pin.consumer !== consumer) return 'forged';
  const own = key.messages.find((message) => message.consumer === consumer);
  if (own === undefined) return undefined;
  return own.activation === activation ? 'kept' : 'repeated';
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

function listed({ product, activation, storeUrl }: Arrival, receivedAt: string) {
  return {
    activation,
    storeUrl,
    stage: 'received',
    receivedAt,
    ...listingOf({ product, activation, storeUrl, receivedAt }),
  };
}
