import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openActivationRepository } from '../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { openConnectionRepository } from '../../functions/adapters/dynamodb/connection-repository.ts';
import { openKeyRepository } from '../../functions/adapters/dynamodb/keys/key-repository.ts';
import { openStorePointers } from '../../functions/adapters/dynamodb/store-pointers.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import type { Activation, ActivationRef } from '../../functions/domain/handshake/activation.ts';
import type { ConsumerMessage } from '../../functions/domain/handshake/consumer-key.ts';
import { digestOf, parseProductId } from '../../functions/domain/ids.ts';
import type { Connection } from '../../functions/domain/stores/connection.ts';
import { storeAddress } from '../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../functions/domain/stores/store-url.ts';
import type { Local } from '../../infra/local/local.ts';

/** The table of a Handfast, a local one's or a deployed one's. */
export function tableOf({ tableAccess, tableName }: Pick<Local, 'tableAccess' | 'tableName'>): Table {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(tableAccess));
  return { name: tableName, client, persistent: client };
}

/** The connection of the store at this base URL. */
export async function connectionAt(table: Table, baseUrl: string, product = 'demo'): Promise<Connection | undefined> {
  const address = storeAddress(parseStoreUrl(baseUrl));
  const id = await openStorePointers(table).find(parseProductId(product), address);
  return id === undefined ? undefined : openConnectionRepository(table).find(id);
}

/** The newest message of a consumer key, or the attempt that it has become. */
export async function attemptOf(
  table: Table,
  consumerKey: string,
  product = 'demo',
  now = () => new Date(),
): Promise<
  (ActivationRef & (Activation | (Omit<ConsumerMessage, 'state'> & { readonly stage: 'received' }))) | undefined
> {
  const ref = { product: parseProductId(product), key: digestOf(consumerKey) };
  const known = await openKeyRepository(table, now).find(ref);
  const newest = known?.messages.toSorted((one, other) => (one.receivedAt > other.receivedAt ? -1 : 1))[0];
  if (newest === undefined) return undefined;
  const { state: _, ...message } = newest;
  const attempt = await openActivationRepository(table, now).find({ ...ref, activation: newest.activation });
  return attempt ?? { ...ref, ...message, stage: 'received' };
}
