import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { keyItem } from '../../../functions/adapters/dynamodb/keys/key-item.ts';
import { type KeyRepository, openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import {
  digestOf,
  newActivationId,
  newConnectionId,
  parseProductId,
  verifierDigest,
} from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

export const product = parseProductId('demo');
export const SHOP = parseStoreUrl('https://shop.example/');
export const EVIL = parseStoreUrl('https://evil.example/');
export const box = (byte: number) => sealed.parse(new Uint8Array([byte]));
export const connection = newConnectionId();
let table: Awaited<ReturnType<typeof embeddedTable>>;
export let time: Date;
export let keys: KeyRepository;
export let ref: { product: typeof product; key: ReturnType<typeof digestOf> };

/** Registers hooks of the calling file: a table for its tests, a key of its own for each of them. */
export function useKeys(): void {
  beforeAll(async () => {
    table = await embeddedTable();
  });
  afterAll(() => table.close());
  beforeEach(() => {
    time = new Date('2026-11-21T12:00:00Z');
    keys = openKeyRepository(table, () => time);
    ref = { product, key: digestOf(randomUUID()) };
  });
}

export const later = (seconds: number) => {
  time = new Date(time.getTime() + seconds * 1000);
};

/** Magento's message, or one that somebody else posts with the same key. */
export async function message(secret = 'own', verifier = 'first', storeUrl = SHOP) {
  const arrival = {
    ...ref,
    consumer: consumerIdOf(secret, storeUrl),
    activation: newActivationId(),
    storeUrl,
    secrets: box(1),
    verifierDigest: verifierDigest(verifier),
  };
  return { ...arrival, outcome: await keys.keep(arrival) };
}

export async function found() {
  const key = await keys.find(ref);
  if (key === undefined) throw new Error('nothing is known of the key');
  return key;
}

export const messages = async () => (await found()).messages.map(({ activation }) => activation).toSorted();

/** Everything encrypted in an item, however deep. */
export const bytesIn = (value: unknown): Uint8Array[] => {
  if (value instanceof Uint8Array) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : [];
};

export const attributes = async () =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: keyItem(ref) } }))).Item ?? {};
