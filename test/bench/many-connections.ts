import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Local } from '../../infra/local/local.ts';

/** DynamoDB takes no more in one request. */
const BATCH = 25;
const AT_ONCE = 8;
const CONNECTED_AT = '2026-01-01T00:00:00.000Z';

const SECRETS = JSON.stringify({
  consumerKey: 'k'.repeat(32),
  consumerSecret: 's'.repeat(32),
  token: 't'.repeat(32),
  tokenSecret: 'u'.repeat(32),
});

/**
 * Writes connections of the product `demo` into the table, straight and without a handshake.
 *
 * @param storeUrl where their stores are; without it, they have no credentials and are disconnected
 */
export async function seedConnections(local: Local, count: number, storeUrl?: string): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(local.tableAccess));
  const kms = new KMSClient({ ...local.tableAccess, endpoint: local.awsUrl });
  const keyId = local.stack.functions[0]?.environment['HANDFAST_KEY'] ?? '';
  let left = count;
  const work = async (): Promise<void> => {
    while (left > 0) {
      const size = Math.min(BATCH, left);
      left -= size;
      const items = await Promise.all(Array.from({ length: size }, () => connection(kms, keyId, storeUrl)));
      await writeAll(client, local.tableName, items);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  client.destroy();
  kms.destroy();
}

async function connection(kms: KMSClient, KeyId: string, storeUrl: string | undefined) {
  const id = `con_${randomBytes(16).toString('hex')}`;
  const pk = `CONNECTION#${id}`;
  const account = { issuer: 'https://login.example', id, label: 'bench@example.com' };
  const status = storeUrl === undefined ? 'disconnected' : 'active';
  const place = { item: pk, product: 'demo' };
  const sealed =
    storeUrl &&
    (await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from(SECRETS), EncryptionContext: place })));
  return {
    ...{ pk, connection: id, product: 'demo', storeUrl: storeUrl ?? 'https://shop.example/', account, status },
    ...{ generations: ['2.4.8'], createdAt: CONNECTED_AT, connectedAt: CONNECTED_AT, version: 1, kind: 'created' },
    activation: `act_${id}`,
    byAccount: `demo#${account.issuer}#${id}`,
    listing: 'CONNECTION#demo',
    listedAs: `${status}#${id}`,
    ...(sealed && { secrets: sealed.CiphertextBlob }),
  };
}

async function writeAll(client: DynamoDBDocumentClient, table: string, items: readonly object[]): Promise<void> {
  let requests = items.map((Item) => ({ PutRequest: { Item: { ...Item } } }));
  while (requests.length > 0) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    requests = (UnprocessedItems[table] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
    );
    if (requests.length > 0) await pause(20);
  }
}
