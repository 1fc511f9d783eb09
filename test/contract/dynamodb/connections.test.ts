import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateIf } from '../../../functions/adapters/dynamodb/conditional-update.ts';
import { connectionKey } from '../../../functions/adapters/dynamodb/connection-item.ts';
import {
  type ConnectionRepository,
  openConnectionRepository,
} from '../../../functions/adapters/dynamodb/connection-repository.ts';
import type { Link } from '../../../functions/adapters/dynamodb/connections/link-connection.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import { digestOf, newActivationId, originConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import type { ConnectionStatus } from '../../../functions/domain/stores/connection-status.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
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
    connection: originConnectionId(product, storeUrl),
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
    key: digestOf(host),
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

test('a connection is not written over an event that waits to be published', async () => {
  const link = linkOf('waiting.example');
  await connections.put(link, undefined);
  const read = await connections.find(link.connection);
  if (read === undefined) throw new Error('not written');
  const outbox = { id: 'evt_1', status: 'inactive', at: '2026-01-02T00:00:00.000Z' } as const;
  const change = { status: 'inactive', reason: undefined, outbox } as const;
  await connections.recordHealth(read, { checkedAt: outbox.at, suspect: undefined, change });
  // The version is the one that was read.
  expect(await connections.put(link, 1)).toBe(false);
  await connections.markPublished(link.connection, outbox);
  expect(await connections.put(link, 1)).toBe(true);
});

test('of two that link one store at the same instant one wins', async () => {
  const [one, two] = [linkOf('race.example'), linkOf('race.example')];
  const won = await Promise.all([connections.put(one, undefined), connections.put(two, undefined)]);
  expect(won.toSorted()).toEqual([false, true]);
});

describe('a change of status', () => {
  const at = '2026-01-02T00:00:00.000Z';
  const eventOf = (status: ConnectionStatus, id = 'evt_1') => ({ id, status, at });
  const record = (existing: Connection, status: ConnectionStatus) =>
    connections.recordHealth(existing, {
      checkedAt: at,
      suspect: undefined,
      change: { status, reason: undefined, outbox: eventOf(status) },
    });

  async function existingAt(host: string): Promise<Connection> {
    const link = linkOf(host);
    await connections.put(link, undefined);
    const existing = await connections.find(link.connection);
    if (existing === undefined) throw new Error('no connection');
    return existing;
  }

  test('is recorded together with the event that reports it', async () => {
    const existing = await existingAt('status.example');
    expect(await record(existing, 'inactive')).toMatchObject({ status: 'inactive', outbox: eventOf('inactive') });
  });

  test('never makes a disconnected connection active: only a handshake does', async () => {
    const disconnected = await connections.disconnect(await existingAt('gone.example'), at, eventOf('disconnected'));
    if (disconnected === undefined) throw new Error('not disconnected');
    expect(await record(disconnected, 'active')).toBeUndefined();
    expect(await connections.find(disconnected.connection)).toMatchObject({ status: 'disconnected' });
  });

  test('leaves its event until that very event was published', async () => {
    const { connection } = (await existingAt('outbox.example').then((existing) => record(existing, 'inactive'))) ?? {};
    if (connection === undefined) throw new Error('not recorded');
    await connections.markPublished(connection, eventOf('inactive', 'evt_other'));
    expect((await connections.find(connection))?.outbox).toEqual(eventOf('inactive'));
    await connections.markPublished(connection, eventOf('inactive'));
    expect((await connections.find(connection))?.outbox).toBeUndefined();
  });
});

test('an event that an earlier release left under the name `untold` is found, and gone once published', async () => {
  const link = linkOf('earlier.example');
  await connections.put(link, undefined);
  const event = { id: 'evt_old', status: 'inactive', at: '2026-01-02T00:00:00.000Z' } as const;
  const key = connectionKey(link.connection);
  await updateIf(table.client, {
    table: table.name,
    pk: key,
    set: { untold: event },
    condition: 'attribute_exists(pk)',
  });
  expect((await connections.find(link.connection))?.outbox).toEqual(event);
  await connections.markPublished(link.connection, { ...event, id: 'evt_other' });
  expect((await connections.find(link.connection))?.outbox).toEqual(event);
  await connections.markPublished(link.connection, event);
  expect((await connections.find(link.connection))?.outbox).toBeUndefined();
});
