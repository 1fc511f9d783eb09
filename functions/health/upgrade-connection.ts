import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { KeyRepository } from '../adapters/dynamodb/keys/key-repository.ts';
import type { StorePointers } from '../adapters/dynamodb/store-pointers.ts';
import { addressDigest, consumerIdOf } from '../domain/handshake/consumer-key.ts';
import { digestOf } from '../domain/ids.ts';
import type { Connection } from '../domain/stores/connection.ts';
import { storeAddress } from '../domain/stores/store-address.ts';
import { credentialsOf, type Deps as HealthDeps } from '../stores/health-check.ts';

export type Deps = Pick<HealthDeps, 'vault'> & {
  readonly connections: Pick<ConnectionRepository, 'rememberKey'>;
  readonly keys: Pick<KeyRepository, 'pin'>;
  readonly pointers: Pick<StorePointers, 'claim'>;
};

/**
 * Gives a connection that an earlier version made what today's have: a pointer from its store's address, the key that
 * linked it, and a pin of that key. The key is written last, so that a run that was cut off is repeated. The version
 * stays: neither credentials nor account change.
 */
export async function upgradeConnection(deps: Deps, existing: Connection): Promise<void> {
  if (existing.key !== undefined || existing.secrets === undefined) return;
  const { product, connection, storeUrl } = existing;
  const { consumerKey, consumerSecret } = await credentialsOf(deps, existing);
  const key = digestOf(consumerKey);
  const address = storeAddress(storeUrl);
  const owner = await deps.pointers.claim(product, address, connection);
  if (owner === connection) {
    const consumer = consumerIdOf(consumerSecret, storeUrl);
    await deps.keys.pin({ product, key }, { address: addressDigest(address), consumer, connection });
  }
  await deps.connections.rememberKey(existing, key);
}
