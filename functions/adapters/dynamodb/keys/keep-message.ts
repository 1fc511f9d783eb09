import { ACTIVATION_LIFE_SECONDS } from '../../../domain/handshake/activation.ts';
import { type ConsumerKey, evictable, pinAt } from '../../../domain/handshake/consumer-key.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { type KeyRef, keyItem } from './key-item.ts';
import { type Arrival, ago, type Eviction, messageWrite } from './message-write.ts';

/**
 * What became of a message.
 *
 * - `kept`: a popup may be opened for it
 * - `repeated`: it is being worked on already
 * - `forged`: at this store the key belongs to another secret, so the store did not send it
 * - `dropped`: the key has as many consumers as it may, and all of them have a token or a connection
 */
export type Kept = 'kept' | 'repeated' | 'forged' | 'dropped';

/** Messages for a key without room rarely collide; after three collisions in a row, the message is dropped. */
const ROUNDS = 3;

/**
 * Keeps the messages of consumer keys side by side, one per consumer: none takes the place of another's.
 *
 * @param find reads the item of a key
 */
export function openMessageKeeping(
  table: Table,
  now: () => Date,
  find: (ref: KeyRef) => Promise<ConsumerKey | undefined>,
) {
  async function write(arrival: Arrival, known?: Eviction): Promise<boolean> {
    const at = { table: table.name, pk: keyItem(arrival) };
    return (await updateIf(table.client, { ...at, ...messageWrite(arrival, now(), known) })) !== undefined;
  }

  /** @returns undefined when the item has changed while it was read */
  async function makeRoom(arrival: Arrival): Promise<Kept | undefined> {
    const key = await find(arrival);
    if (key === undefined) return undefined;
    const settled = settledBy(key, arrival);
    if (settled !== undefined) return settled;
    const evicted = evictable(key, ago(now(), ACTIVATION_LIFE_SECONDS));
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
  };
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
