import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type ClientRepository,
  openClientRepository,
} from '../../../functions/adapters/dynamodb/clients/client-repository.ts';
import { openClientUses } from '../../../functions/adapters/dynamodb/clients/client-uses.ts';
import {
  newClientId,
  newClientSecret,
  type RegisteredClient,
} from '../../../functions/domain/api/registered-client.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import { embeddedTable } from './embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let clients: ClientRepository;
const at = (time: string) => new Date(`2026-11-26T${time}Z`);

beforeAll(async () => {
  table = await embeddedTable();
  clients = openClientRepository(table);
});
afterAll(() => table.close());

function client(more: Partial<RegisteredClient> = {}): RegisteredClient {
  const { salt, digest } = newClientSecret();
  return {
    id: newClientId('operator'),
    kind: 'operator',
    name: 'erp',
    salt,
    digest,
    scopes: ['connections:read'],
    createdAt: '2026-11-26T08:00:00.000Z',
    createdBy: 'arn:aws:iam::000000000000:user/ana',
    ...more,
  };
}

test('a client is found as it was made', async () => {
  const own = client({
    id: newClientId('integration'),
    kind: 'integration',
    integration: newIntegrationId(),
    products: [parseProductId('demo')],
  });
  expect(await clients.create(own)).toBe(true);
  expect(await clients.find(own.id)).toEqual(own);
  expect(await clients.find(newClientId('operator'))).toBeUndefined();
});

test('an id is given once', async () => {
  const own = client();
  await clients.create(own);
  expect(await clients.create({ ...own, digest: 'f'.repeat(64) })).toBe(false);
  expect(await clients.find(own.id)).toEqual(own);
});

test('a client that was revoked keeps the time of the first revocation, and goes after 90 days', async () => {
  const own = client();
  await clients.create(own);
  await clients.revoke(own.id, at('09:00:00'));
  expect(await clients.revoke(own.id, at('10:00:00'))).toMatchObject({ revokedAt: '2026-11-26T09:00:00.000Z' });
  expect(await clients.find(own.id)).toMatchObject({ revokedAt: '2026-11-26T09:00:00.000Z' });
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: `CLIENT#${own.id}` } }));
  expect(Item?.['expiresAt']).toBe(Date.parse('2027-02-24T10:00:00Z') / 1000);
});

test('revoking a client that there is not makes none', async () => {
  const id = newClientId('operator');
  expect(await clients.revoke(id, at('09:00:00'))).toBeUndefined();
  expect(await clients.find(id)).toBeUndefined();
});

test('that a client was used is written once an hour at most, over all functions, and goes after 400 days', async () => {
  const own = newClientId('operator');
  const [one, other] = [openClientUses(table), openClientUses(table)];
  const used = async (time: string, by = one) => {
    await by.mark(own, at(time));
    return (await one.lastUsedAt(own))?.slice(11, 19);
  };
  expect(await one.lastUsedAt(own)).toBeUndefined();
  expect(await used('09:00:00')).toBe('09:00:00');
  expect(await used('09:59:59')).toBe('09:00:00');
  expect(await used('09:59:59', other)).toBe('09:00:00');
  // Another function's word is taken for five minutes.
  expect(await used('10:04:58', other)).toBe('09:00:00');
  expect(await used('10:04:59', other)).toBe('10:04:59');
  const Key = { pk: `CLIENT_USED#${own}` };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
  expect(Item?.['expiresAt']).toBe(Date.parse('2027-12-31T10:04:59Z') / 1000);
});

test('a function that has marked a client asks the table no more for a while', async () => {
  const own = newClientId('operator');
  const [one, other] = [openClientUses(table), openClientUses(table)];
  await other.mark(own, at('09:00:00'));
  const send = vi.spyOn(table.client, 'send');
  await other.mark(own, at('09:59:59'));
  expect(send).not.toHaveBeenCalled();
  // What another function has written is asked for again sooner, so that the hour stays true.
  await one.mark(own, at('09:10:00'));
  await one.mark(own, at('09:14:59'));
  expect(send).toHaveBeenCalledTimes(1);
  await one.mark(own, at('09:15:00'));
  expect(send).toHaveBeenCalledTimes(2);
  send.mockRestore();
});

test('use of a client changes nothing of it', async () => {
  const own = client();
  await clients.create(own);
  await openClientUses(table).mark(own.id, at('09:00:00'));
  expect(await clients.find(own.id)).toEqual(own);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: `CLIENT#${own.id}` } }));
  expect(Item).not.toHaveProperty('lastUsedAt');
});

test('operators’ clients are listed from the oldest on, without those of integrations and those that are revoked', async () => {
  const other = await embeddedTable();
  const listed = openClientRepository(other);
  const [old, young, gone] = [
    client({ createdAt: '2026-11-26T08:00:00.000Z' }),
    client({ createdAt: '2026-11-26T09:00:00.000Z' }),
    client(),
  ];
  const inbound = client({ id: newClientId('integration'), kind: 'integration', integration: newIntegrationId() });
  for (const one of [young, gone, inbound, old]) await listed.create(one);
  await listed.revoke(gone.id, at('09:00:00'));
  expect(await listed.operators()).toEqual([old, young]);
  await other.close();
});
