import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorePointers } from '../../../functions/adapters/dynamodb/store-pointers.ts';
import { newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

const product = parseProductId('demo');
const addressOf = (url: string) => storeAddress(parseStoreUrl(url));

let table: Awaited<ReturnType<typeof embeddedTable>>;
let pointers: ReturnType<typeof openStorePointers>;
beforeAll(async () => {
  table = await embeddedTable();
  pointers = openStorePointers(table);
});
afterAll(() => table.close());

test('twenty claims of one address at once are given one connection', async () => {
  const address = addressOf('https://race.example/');
  const ids = Array.from({ length: 20 }, () => newConnectionId());
  const given = new Set(await Promise.all(ids.map((id) => pointers.claim(product, address, id))));
  expect(given.size).toBe(1);
  expect(ids).toContain([...given][0]);
  expect(given).toContain(await pointers.find(product, address));
});

test('an address keeps its connection', async () => {
  const [first, second, address] = [newConnectionId(), newConnectionId(), addressOf('https://kept.example/')];
  expect(await pointers.claim(product, address, first)).toBe(first);
  expect(await pointers.claim(product, address, second)).toBe(first);
  expect(await pointers.find(product, addressOf('https://kept.example/index.php/'))).toBe(first);
});

test('two stores below one host, and one store of two products, have pointers of their own', async () => {
  const claims = [
    [product, addressOf('https://two.example/a/')],
    [product, addressOf('https://two.example/b/')],
    [parseProductId('erp'), addressOf('https://two.example/a/')],
  ] as const;
  for (const [of, address] of claims) await pointers.claim(of, address, newConnectionId());
  const found = await Promise.all(claims.map(([of, address]) => pointers.find(of, address)));
  expect(new Set(found).size).toBe(3);
  expect(await pointers.find(product, addressOf('https://two.example/'))).toBeUndefined();
});
