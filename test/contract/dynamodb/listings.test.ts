import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { connectionKey } from '../../../functions/adapters/dynamodb/connection-item.ts';
import { openConnectionRepository } from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { BY_HOST, BY_PRODUCT } from '../../../functions/adapters/dynamodb/indexes.ts';
import { openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import { openListings, type Page } from '../../../functions/adapters/dynamodb/listings.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import type { ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, originConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import type { ConnectionStatus } from '../../../functions/domain/stores/connection-status.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

const product = parseProductId('demo');
const other = parseProductId('erp');
const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const ben = { ...ana, id: 'ben', label: 'ben@example.com' };

let table: Awaited<ReturnType<typeof embeddedTable>>;
let listings: ReturnType<typeof openListings>;
let connections: ReturnType<typeof openConnectionRepository>;
let time = new Date('2026-11-22T12:00:00.000Z');

beforeAll(async () => {
  table = await embeddedTable();
  listings = openListings(table);
  connections = openConnectionRepository(table);
});
afterAll(() => table.close());
beforeEach(() => {
  time = new Date('2026-11-22T12:00:00.000Z');
});

async function connect(host: string, more: { account?: typeof ana; product?: typeof product; at?: string } = {}) {
  const { account = ana, product: of = product, at = '2026-01-01T00:00:00.000Z' } = more;
  const storeUrl = parseStoreUrl(`https://${host}/`);
  const connection = originConnectionId(of, storeUrl);
  await connections.put(
    {
      ...{ connection, product: of, storeUrl, account, status: 'active', kind: 'created' },
      ...{ secrets: sealed.parse(new Uint8Array([1])), generations: ['2.4.8'], createdAt: at, connectedAt: at },
      activation: newActivationId(),
      key: digestOf(host),
    },
    undefined,
  );
  return connection;
}

async function turn(connection: Awaited<ReturnType<typeof connect>>, status: ConnectionStatus) {
  const existing = await connections.find(connection);
  if (existing === undefined) throw new Error('no connection');
  const at = time.toISOString();
  const change = { status, reason: undefined, outbox: { id: 'evt_1', status, at } };
  await connections.recordHealth(existing, { checkedAt: at, suspect: undefined, change });
}

/** All pages, one after the other, and how many there were. */
async function walk<T>(pageAfter: (after: string | undefined) => Promise<Page<T>>) {
  const items: T[] = [];
  let pages = 0;
  let after: string | undefined;
  do {
    const page = await pageAfter(after);
    items.push(...page.items);
    after = page.last;
    pages += 1;
  } while (after !== undefined && pages < 100);
  return { items, pages };
}

describe("a product's connections", () => {
  const ids: string[] = [];
  beforeAll(async () => {
    for (let index = 0; index < 25; index += 1) ids.push(await connect(`shop-${index}.example`, { account: ben }));
    await connect('shop-0.example', { account: ben, product: other });
    const dead = await connect('dead.example', { account: ben });
    await turn(dead, 'needs_reauthorization');
    ids.push(dead);
  });

  test.each([1, 7, 26, 100])('are all listed once, %i at a time', async (limit) => {
    const { items } = await walk((after) => listings.byProduct(product, { limit, after }));
    expect(items.map(({ connection }) => String(connection)).toSorted()).toEqual(ids.toSorted());
  });

  test('are listed by their status', async () => {
    const alive = await walk((after) => listings.byProduct(product, { status: 'active', limit: 10, after }));
    expect(alive.items).toHaveLength(25);
    expect(alive.pages).toBe(3);
    const dead = await listings.byProduct(product, { status: 'needs_reauthorization', limit: 10 });
    expect(dead.items.map(({ storeUrl }) => storeUrl)).toEqual(['https://dead.example/']);
  });

  test('are found by ranges of their ids, which share them out', async () => {
    const found = [];
    for (const [from, to] of [
      ['con_0', 'con_7~'],
      ['con_8', 'con_f~'],
    ] as const) {
      for await (const { connection } of listings.range(product, 'active', from, to)) found.push(String(connection));
    }
    expect(found.toSorted()).toEqual(ids.slice(0, 25).toSorted());
  });

  test('an account has its own, oldest first, of one status if asked', async () => {
    await connect('second.example', { at: '2026-02-02T00:00:00.000Z' });
    await connect('first.example', { at: '2026-01-02T00:00:00.000Z' });
    const last = await connect('third.example', { at: '2026-02-02T00:00:00.000Z' });
    const { items } = await walk((after) => listings.byAccount(product, accountKey(ana), { limit: 1, after }));
    expect(items.map(({ storeUrl }) => storeUrl).slice(0, 1)).toEqual(['https://first.example/']);
    expect(new Set(items.map(({ storeUrl }) => storeUrl)).size).toBe(3);
    await turn(last, 'inactive');
    const asked = { limit: 2, status: 'inactive' } as const;
    expect(
      (await listings.byAccount(product, accountKey(ana), asked)).items.map(({ connection }) => connection),
    ).toEqual([last]);
    expect((await listings.byAccount(other, accountKey(ana), { limit: 9 })).items).toEqual([]);
  });
});

describe("a host's connections", () => {
  test('are listed by their status, apart from attempts at the same host', async () => {
    const host = 'mixed.example';
    const storeUrl = parseStoreUrl(`https://${host}/`);
    const attempt = { product, key: digestOf('mixed'), activation: newActivationId() };
    const consumer = consumerIdOf('mixed', storeUrl);
    await openKeyRepository(table, () => time).keep({
      ...{ ...attempt, consumer, storeUrl },
      ...{ verifierDigest: 'v', secrets: sealed.parse(new Uint8Array([1])) },
    });
    const id = await connect(host);
    await connect(host, { product: other });
    const found = async (status?: ConnectionStatus) =>
      (await listings.byHost(product, host, { limit: 5, status })).items.map(({ connection }) => connection);
    expect([await found(), await found('active'), await found('inactive')]).toEqual([[id], [id], []]);
    await turn(id, 'inactive');
    expect([await found(), await found('active'), await found('inactive')]).toEqual([[id], [], [id]]);
    const times = { from: '2000-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' };
    const { items } = await listings.attempts(product, { host, ...times, limit: 5 });
    expect(items.map(({ activation }) => activation)).toEqual([attempt.activation]);
  });

  test('that were written before there was such a list get into it by their next health check', async () => {
    const host = 'before.example';
    const id = await connect(host);
    await table.client.send(
      new UpdateCommand({ TableName: table.name, Key: { pk: connectionKey(id) }, UpdateExpression: 'REMOVE host' }),
    );
    const hosts = async () => (await listings.byHost(product, host, { limit: 5 })).items.length;
    expect(await hosts()).toBe(0);
    const existing = await connections.find(id);
    if (existing === undefined) throw new Error('no connection');
    await connections.recordHealth(existing, { checkedAt: time.toISOString(), suspect: undefined });
    expect(await hosts()).toBe(1);
  });
});

describe('attempts to connect', () => {
  const activations = () => openActivationRepository(table, () => time);
  const keys = () => openKeyRepository(table, () => time);

  async function complete(host: string, consumer: string, of = product, verifierDigest = 'v') {
    const ref = { product: of, key: digestOf(consumer), activation: newActivationId() };
    const storeUrl = parseStoreUrl(`https://${host}/`);
    const secrets = sealed.parse(new Uint8Array([1]));
    const consumerId = consumerIdOf(consumer, storeUrl);
    await keys().keep({ ...ref, consumer: consumerId, storeUrl, verifierDigest, secrets });
    return ref;
  }
  /** A popup is opened for the newest message of a key. */
  async function open(ref: ActivationRef) {
    const message = (await keys().find(ref))?.messages.find(({ activation }) => activation === ref.activation);
    if (message === undefined) throw new Error('no message');
    await activations().begin(ref, message, { owner: undefined, seenBefore: false });
    await keys().open({ ...ref, ...message }, ref.activation);
  }
  async function fail(ref: ActivationRef) {
    const ended = await activations().failed(ref, { code: 'store_busy', at: time.toISOString() });
    await keys().end(ended, ref.activation, { state: 'failed' });
  }
  const ask = (host?: string, more = {}) =>
    listings.attempts(product, { from: '2026-11-22T00', to: '2026-11-23T00', limit: 50, host, ...more });

  test('are found by host while they go on, and once when they have ended', async () => {
    const ref = await complete('going.example', 'going');
    expect((await ask('going.example')).items).toMatchObject([{ activation: ref.activation, stage: 'received' }]);
    time = new Date('2026-11-22T12:10:00.000Z');
    await open(ref);
    expect((await ask('going.example')).items).toMatchObject([{ activation: ref.activation, stage: 'received' }]);
    await fail(ref);
    await fail(ref);
    expect((await ask('going.example')).items).toMatchObject([
      { activation: ref.activation, stage: 'failed', failure: { code: 'store_busy' }, endedAt: time.toISOString() },
    ]);
  });

  test('stay found after the next attempt of the same integration', async () => {
    const first = await complete('again.example', 'again');
    await open(first);
    await fail(first);
    time = new Date('2026-11-22T12:30:00.000Z');
    const second = await complete('again.example', 'again');
    const found = (await ask('again.example')).items.map(({ activation }) => activation);
    expect(found).toEqual([second.activation, first.activation]);
  });

  test('stay found when the next message came before a popup was opened, and before the attempt ended', async () => {
    const first = await complete('twice.example', 'twice');
    time = new Date('2026-11-22T12:01:00.000Z');
    const second = await complete('twice.example', 'twice');
    const message = (await keys().find(second))?.messages[0];
    if (message === undefined) throw new Error('no message');
    expect(message).toMatchObject({ supersedes: first.activation, unopenedAt: '2026-11-22T12:00:00.000Z' });
    await open(second);
    await activations().recordSuperseded(second, message);
    await activations().recordSuperseded(second, message);
    expect((await ask('twice.example')).items).toMatchObject([
      { activation: second.activation, stage: 'received' },
      { activation: first.activation, stage: 'failed', failure: { code: 'activation_superseded' } },
    ]);
    time = new Date('2026-11-22T12:02:00.000Z');
    const third = await complete('twice.example', 'twice', product, 'w');
    expect((await keys().find(third))?.messages[0]).toMatchObject({ supersedes: second.activation });
    expect((await keys().find(third))?.messages[0]).not.toHaveProperty('unopenedAt');
    await activations().stop(second, { code: 'activation_superseded', at: time.toISOString() });
    expect((await ask('twice.example')).items).toMatchObject([
      { activation: third.activation, stage: 'received' },
      { activation: second.activation, stage: 'failed', failure: { code: 'activation_superseded' } },
      { activation: first.activation },
    ]);
  });

  test('are found by time, newest first, page after page', async () => {
    const made = [];
    for (let minute = 10; minute < 22; minute += 1) {
      time = new Date(`2026-11-20T10:${minute}:00.000Z`);
      made.push((await complete(`time-${minute}.example`, `time ${minute}`)).activation);
    }
    await complete('elsewhere.example', 'elsewhere', other);
    const window = { from: '2026-11-20T10:12:00.000Z', to: '2026-11-20T10:20:00.000Z' };
    const { items, pages } = await walk((after) => listings.attempts(product, { ...window, limit: 4, after }));
    expect(items.map(({ activation }) => activation)).toEqual(made.slice(2, 11).toReversed());
    expect(pages).toBe(3);
  });
});

test('the indexes hold no ciphertext, no token and no digest', async () => {
  for (const [IndexName, name, value] of [
    [BY_PRODUCT, 'listing', 'CONNECTION#demo'],
    [BY_PRODUCT, 'listing', 'ACTIVATION#demo'],
    [BY_HOST, 'host', 'demo#again.example'],
  ]) {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        ...{ TableName: table.name, IndexName, KeyConditionExpression: '#name = :value' },
        ...{ ExpressionAttributeNames: { '#name': String(name) }, ExpressionAttributeValues: { ':value': value } },
      }),
    );
    expect(Items.length).toBeGreaterThan(0);
    const held = new Set(Items.flatMap(Object.keys));
    for (const secret of [
      'secrets',
      'answers',
      'credentials',
      'requestToken',
      'taskToken',
      'verifierDigest',
      'key',
      'consent',
    ]) {
      expect(held).not.toContain(secret);
    }
  }
});
