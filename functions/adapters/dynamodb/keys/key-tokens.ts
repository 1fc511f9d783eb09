import { type KeptToken, type Pin, REQUEST_TOKEN_LIFE_SECONDS } from '../../../domain/handshake/consumer-key.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import { EARLIER_CONSUMER } from '../activations/earlier-activation.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { type ConsumerRef, type KeyRef, keyItem, pinAttribute, tokenAttribute } from './key-item.ts';

/** How often a token is written while others change how long the item lives. */
const ROUNDS = 3;

/** TTL of what is to stay: DynamoDB reads epoch seconds, and this is the year 9999. */
const FOR_EVER = 253_402_300_799;

/**
 * What stores have given to consumers of a key: request tokens, and connections that pin the key. Both are held per
 * consumer, so whatever one "store" answers, no other consumer's attempt is touched.
 */
export function openKeyTokens(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const at = (ref: KeyRef) => ({ table: table.name, pk: keyItem(ref) });

  return {
    /**
     * Keeps a request token, which exists nowhere else: tried for as long as the function has time.
     *
     * @throws Refusal `interrupted` when others kept changing how long the item lives
     */
    async keepToken(ref: ConsumerRef, token: Omit<KeptToken, 'consumer' | 'at'>): Promise<void> {
      const until = seconds() + REQUEST_TOKEN_LIFE_SECONDS;
      const kept = { ...token, at: now().toISOString() };
      const change = (lives: Readonly<Record<string, unknown>>, condition: string) =>
        updateIf(table.persistent, {
          ...at(ref),
          set: { [tokenAttribute(ref.consumer)]: kept, ...lives },
          condition: `${NOT_SPENT} AND (${condition})`,
          names: { '#token': tokenAttribute(ref.consumer), '#at': 'at' },
          values: { ':until': until, ':at': kept.at },
        });
      const longer = 'attribute_not_exists(keepUntil) OR keepUntil < :until';
      for (let round = 0; round < ROUNDS; round += 1) {
        // A key that was seen already outlives a token: one write is enough.
        if (await change({}, 'keepUntil >= :until')) return;
        if (await change({ keepUntil: until, expiresAt: until }, longer)) return;
      }
      throw new Refusal('interrupted');
    },

    /** Forgets a request token that was exchanged, or that the store will not take any more. Its time stays. */
    async dropToken(ref: ConsumerRef, token: Pick<KeptToken, 'at'>): Promise<void> {
      if (ref.consumer === EARLIER_CONSUMER) {
        const remove = ['requestToken', tokenAttribute(EARLIER_CONSUMER)];
        await updateIf(table.client, { ...at(ref), set: {}, remove });
        return;
      }
      await updateIf(table.client, {
        ...at(ref),
        set: { [tokenAttribute(ref.consumer)]: { at: token.at } },
        condition: '#token.#at = :at',
        names: { '#token': tokenAttribute(ref.consumer), '#at': 'at' },
        values: { ':at': token.at },
      });
    },

    /** Gives the key to a consumer at an address, for as long as the item lives: its connection may always come back. */
    async pin(ref: KeyRef, { address, consumer, connection }: Pin): Promise<void> {
      await updateIf(table.persistent, {
        ...at(ref),
        set: {
          [pinAttribute(address)]: { consumer, connection },
          product: ref.product,
          key: ref.key,
          keepUntil: FOR_EVER,
          expiresAt: FOR_EVER,
        },
        condition: 'attribute_not_exists(#pin) OR #pin.consumer = :consumer',
        names: { '#pin': pinAttribute(address) },
        values: { ':consumer': consumer },
      });
    },
  };
}

/** A late write does not bring back a token that was spent. */
const NOT_SPENT =
  '(attribute_not_exists(#token) OR #token.#at < :at OR (#token.#at = :at AND attribute_exists(#token.verifierDigest)))';
