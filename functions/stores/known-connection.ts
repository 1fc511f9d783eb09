import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { StorePointers } from '../adapters/dynamodb/store-pointers.ts';
import { type ConsumerKey, pinAt } from '../domain/handshake/consumer-key.ts';
import { type ConnectionId, originConnectionId } from '../domain/ids.ts';
import type { Connection } from '../domain/stores/connection.ts';
import { shorterAddress, storeAddress } from '../domain/stores/store-address.ts';
import type { StoreUrl } from '../domain/stores/store-url.ts';

export type Deps = {
  readonly connections: Pick<ConnectionRepository, 'find'>;
  readonly pointers: Pick<StorePointers, 'find'>;
};

/** The connection of a store at exactly its own address. */
export type Known = {
  /** Absent where nothing is known of the store. */
  readonly id?: ConnectionId;
  readonly existing?: Connection | undefined;
  /** Whether this very consumer key was linked to the store before. */
  readonly keyUsedBefore: boolean;
};

type Question = Pick<ConsumerKey, 'product' | 'key' | 'pins'> & { readonly storeUrl: StoreUrl };

/**
 * Finds the connection of a store: by the consumer key, then by its address. Connections from before there were
 * pointers are found by their origin.
 */
export async function knownConnection({ connections, pointers }: Deps, question: Question): Promise<Known> {
  const { product, key, storeUrl } = question;
  const address = storeAddress(storeUrl);
  const pin = pinAt(question, storeUrl);
  if (pin !== undefined) {
    return { id: pin.connection, existing: await connections.find(pin.connection), keyUsedBefore: true };
  }
  const id = await pointers.find(product, address);
  const existing = await connections.find(id ?? originConnectionId(product, storeUrl));
  const found = id !== undefined || (existing !== undefined && storeAddress(existing.storeUrl) === address);
  if (!found) return { keyUsedBefore: false };
  return { id: id ?? originConnectionId(product, storeUrl), existing, keyUsedBefore: existing?.key === key };
}

/**
 * Connections that may be those of the same Magento at another address: with and without a store code. Whether they are,
 * only the store can tell.
 */
export async function relatedConnections({ connections, pointers }: Deps, question: Question): Promise<Connection[]> {
  const { product, pins, storeUrl } = question;
  const address = storeAddress(storeUrl);
  const shorter = shorterAddress(address);
  const ids = [
    shorter && (await pointers.find(product, shorter)),
    originConnectionId(product, storeUrl),
    ...pins.map(({ connection }) => connection),
  ].filter((id) => id !== undefined);
  const found = await Promise.all([...new Set(ids)].map((id) => connections.find(id)));
  return found.filter((one) => one !== undefined).filter((one) => isRelated(storeAddress(one.storeUrl), address));
}

function isRelated(one: ReturnType<typeof storeAddress>, other: ReturnType<typeof storeAddress>): boolean {
  return shorterAddress(one) === other || shorterAddress(other) === one;
}
