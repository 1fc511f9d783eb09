import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ConnectionRepository,
  type Link,
  openConnectionRepository,
} from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import { connectionIdOf, newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

const product = parseProductId('demo');
let table: Awaited<ReturnType<typeof embeddedTable>>;
let connections: ConnectionRepository;

beforeAll(async () => {
  table = await embeddedTable();
  connections = openConnectionRepository(table);
});
afterAll(() => table.close());

function linkOf(host: string): Link {
  const storeUrl = parseStoreUrl(`https://${host}/`);
  return {
    connection: connectionIdOf(product, storeUrl),
    product,
    storeUrl,
    account: { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' },
    status: 'active',
    secrets: sealed.parse(new Uint8Array([1, 2, 3])),
    generations: ['2.4.6', '2.0'],
    createdAt: '2026-01-01T00:00:00.000Z',
    connectedAt: '2026-01-01T00:00:00.000Z',
    activation: newActivationId(),
    kind: 'created',
  };
}

test('a connection comes back as it was written', async () => {
  const link = linkOf('whole.example');
  expect(await connections.put(link, undefined)).toBe(true);
  expect(await connections.find(link.connection)).toMatchObject({
    ...link,
    version: 1,
    accountKey: accountKey(link.account),
  });
});

test('a connection that nobody made is not there', async () => {
  expect(await connections.find(linkOf('nobody.example').connection)).toBeUndefined();
});

test('a connection changes only as it was read', async () => {
  const link = linkOf('versions.example');
  await connections.put(link, undefined);
  expect(await connections.put(link, undefined)).toBe(false);
  expect(await connections.put(link, 2)).toBe(false);
  expect(await connections.put({ ...link, kind: 'reauthorized' }, 1)).toBe(true);
  expect(await connections.find(link.connection)).toMatchObject({ version: 2, kind: 'reauthorized' });
});

test('of two that link one store at the same instant one wins', async () => {
  const [one, two] = [linkOf('race.example'), linkOf('race.example')];
  const won = await Promise.all([connections.put(one, undefined), connections.put(two, undefined)]);
  expect(won.toSorted()).toEqual([false, true]);
});
