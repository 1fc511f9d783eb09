import { createHash } from 'node:crypto';
import { mkdtempDisposable } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handfast } from '../../client/handfast.ts';
import { type DemoStore, startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../infra/local/demo-store/merchant.ts';
import { API_SCOPE } from '../../infra/local/openid/api-client.ts';
import { startForTest } from '../start-local.ts';

/*
 * A table that was written before consumer keys and store addresses had items of their own, as commit e146c95 wrote it:
 * every item is spelled out here, so that no change of today's code changes them.
 */

type Item = Record<string, unknown>;
const PRODUCT = 'demo';
const hash = (value: string) => createHash('sha256').update(value, 'utf8').digest('hex');
const ACTIVATION = 'act_00000000-0000-4000-8000-000000000001';
const LINKED_BY = 'act_00000000-0000-4000-8000-000000000002';
const FAILED = 'act_00000000-0000-4000-8000-000000000003';

async function openUpgradeSetup() {
  await using opening = new AsyncDisposableStack();
  const { path: dataFolder } = opening.use(await mkdtempDisposable(join(tmpdir(), 'handfast-upgrade-')));
  const local = opening.use(await startForTest({ port: 0, dataFolder, demoStore: false }));
  const opened = opening.move();
  const TableName = local.tableName;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(local.tableAccess));
  const kms = new KMSClient({ ...local.tableAccess, endpoint: local.awsUrl });
  const { id, secret, tokenUrl } = local.apiClient;
  const callback = `${local.url}/${PRODUCT}/callback`;
  const identityLinkUrl = `${local.url}/${PRODUCT}/login`;

  const items = async (): Promise<Item[]> => (await client.send(new ScanCommand({ TableName }))).Items ?? [];
  const open = async (item: Item) => {
    const EncryptionContext = { item: String(item['pk']), product: PRODUCT };
    const blob = item['secrets'];
    if (!(blob instanceof Uint8Array)) throw new Error('no secrets');
    const { KeyId, Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext }));
    return { KeyId, secrets: JSON.parse(new TextDecoder().decode(Plaintext)) };
  };

  return {
    local,
    api: handfast({ url: local.url, tokenUrl, clientId: id, clientSecret: secret, scope: API_SCOPE }),
    items,
    open,
    get: async (pk: string) => (await client.send(new GetCommand({ TableName, Key: { pk } }))).Item,
    put: (Item: Item) => client.send(new PutCommand({ TableName, Item })),
    async clear() {
      for (const { pk } of await items()) await client.send(new DeleteCommand({ TableName, Key: { pk } }));
    },
    async seal(KeyId: string | undefined, pk: string, value: object) {
      const Plaintext = new TextEncoder().encode(JSON.stringify(value));
      const EncryptionContext = { item: pk, product: PRODUCT };
      return (await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }))).CiphertextBlob;
    },
    /** A store whose integration posts to `endpointUrl`, or to Handfast. */
    async store(endpointUrl = callback): Promise<DemoStore & { readonly id: number }> {
      const integrations = [{ name: PRODUCT, endpointUrl, identityLinkUrl }];
      const store = opened.use(await startDemoStore({ integrations }));
      return { ...store, id: store.states()[0]?.id ?? 0 };
    },
    use: <T extends AsyncDisposable>(one: T): T => opened.use(one),
    close: () => opened.disposeAsync(),
  };
}

let setup: Awaited<ReturnType<typeof openUpgradeSetup>>;
beforeAll(async () => {
  setup = await openUpgradeSetup();
}, 180_000);
afterAll(() => setup?.close());
beforeEach(() => setup.clear());

async function finish(popupUrl: string) {
  const merchant = createMerchant();
  const question = await merchant.signIn(await merchant.visit(popupUrl));
  return merchant.settle(await merchant.answer(question, 'yes'));
}

async function press(store: DemoStore & { readonly id: number }, button: 'activate' | 'reauthorize') {
  const sent = await store[button](store.id);
  if (!sent.delivered) throw new Error(sent.problem);
  return sent.popupUrl;
}

/** Connects a store, and leaves nothing of it but the item that e146c95 would have written. */
async function connectedBefore(more: Item = {}) {
  const store = await setup.store();
  expect((await finish(await press(store, 'activate'))).url).toBe(store.successCallback);
  const today = (await setup.items()).find(({ pk }) => String(pk).startsWith('CONNECTION#')) ?? {};
  const { KeyId, secrets } = await setup.open(today);
  await setup.clear();
  const connection = `con_${hash(`${PRODUCT}\n${new URL(store.baseUrl).origin}`).slice(0, 32)}`;
  const pk = `CONNECTION#${connection}`;
  const item = {
    pk,
    connection,
    product: PRODUCT,
    storeUrl: store.baseUrl,
    account: Object(today['account']),
    status: 'active',
    secrets: await setup.seal(KeyId, pk, secrets),
    generations: ['2.4.6', '2.0', '2.4.8'],
    createdAt: '2026-01-02T03:04:05.678Z',
    connectedAt: '2026-01-02T03:04:05.678Z',
    activation: LINKED_BY,
    kind: 'created',
    byAccount: `${PRODUCT}#${Object(today['account']).issuer}#${Object(today['account']).id}`,
    listing: `CONNECTION#${PRODUCT}`,
    listedAs: `active#${connection}`,
    version: 1,
    ...more,
  };
  await setup.put(item);
  return { store, item, KeyId, connection };
}

async function walk<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

describe('a connection of before', () => {
  test('is listed, called and checked under the id it has', async () => {
    const { store, connection, item } = await connectedBefore();
    expect(await walk(setup.api.connections.list({ account: 'user-ana' }))).toMatchObject([
      { id: connection, status: 'active', createdAt: item.createdAt },
    ]);
    const answer = await setup.api.connection(connection).call({ method: 'GET', path: 'V1/modules' });
    expect(answer.status).toBe(200);
    expect((await setup.api.connections.check(connection)).result).toBe('alive');
    expect(store.state(store.id)?.active).toBe(true);
  });

  test('is renewed by Reauthorize, and keeps id and day of creation', async () => {
    const { store, connection, item } = await connectedBefore();
    const end = await finish(await press(store, 'reauthorize'));
    expect(end.url).toBe(store.successCallback);
    expect(await walk(setup.api.connections.list({}))).toMatchObject([{ id: connection, createdAt: item.createdAt }]);
    expect((await setup.api.connections.check(connection)).result).toBe('alive');
    const types = setup.local.events.filter((event) => JSON.stringify(event).includes(connection));
    expect(JSON.stringify(types.at(-1))).toContain('connection.reauthorized');
  });

  test('is not moved by its integration, whose key it does not name', async () => {
    const { store, connection } = await connectedBefore();
    const popupUrl = await press(store, 'reauthorize');
    const ben = createMerchant({ email: 'ben@example.com' });
    const shown = await ben.settle(await ben.signIn(await ben.visit(popupUrl)));
    const end =
      shown.document.querySelector('button[value=yes]') === null
        ? shown
        : await ben.settle(await ben.answer(shown, 'yes'));
    expect(end.url).not.toBe(store.successCallback);
    expect(await setup.api.connections.get(connection)).toMatchObject({ account: { label: 'ana@example.com' } });
  });

  test('has its event published that was not before', async () => {
    const untold = { id: 'evt_of-before', status: 'active', at: '2026-01-02T03:04:05.678Z' };
    const { connection } = await connectedBefore({ untold });
    await setup.api.connections.check(connection);
    const told = setup.local.events.filter((event) => JSON.stringify(event).includes('evt_of-before'));
    expect(told).toHaveLength(1);
    expect(await setup.get(`CONNECTION#${connection}`)).not.toHaveProperty('untold');
  });
});

describe('attempts of before', () => {
  const listed = (store: DemoStore, activation: string, receivedAt: string) => ({
    product: PRODUCT,
    activation,
    storeUrl: store.baseUrl,
    receivedAt,
    listing: `ACTIVATION#${PRODUCT}`,
    host: `${PRODUCT}#${new URL(store.baseUrl).host}`,
    listedAs: `${receivedAt}#${activation}`,
  });

  test('that have ended are listed', async () => {
    const store = await setup.store();
    const at = '2026-01-02T03:04:05.678Z';
    await setup.put({
      pk: `ATTEMPT#${FAILED}`,
      ...listed(store, FAILED, at),
      stage: 'failed',
      failure: { code: 'store_busy', at },
      endedAt: at,
      expiresAt: 4_000_000_000,
    });
    const host = new URL(store.baseUrl).host;
    expect(await walk(setup.api.activations.list({ host }))).toMatchObject([
      { id: FAILED, stage: 'failed', reason: 'store_busy', endedAt: at },
    ]);
  });

  test('whose popup was not opened yet go on', async () => {
    const { KeyId } = await connectedBefore();
    await setup.clear();
    const messages: URLSearchParams[] = [];
    const server = createServer(async (request, response) => {
      messages.push(new URLSearchParams(await text(request)));
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    setup.use({ [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) });
    const store = await setup.store(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const popupUrl = await press(store, 'activate');
    const [message] = messages;
    const consumerKey = message?.get('oauth_consumer_key') ?? '';
    const verifier = message?.get('oauth_verifier') ?? '';
    const receivedAt = new Date().toISOString();
    const pk = `ACTIVATION#${PRODUCT}#${hash(consumerKey)}`;
    const keys = { consumerKey, consumerSecret: message?.get('oauth_consumer_secret') ?? '', verifier };
    await setup.put({
      pk,
      ...listed(store, ACTIVATION, receivedAt),
      key: hash(consumerKey),
      verifierDigest: hash(verifier),
      secrets: await setup.seal(KeyId, pk, keys),
      stage: 'received',
      expiresAt: Math.floor(Date.now() / 1000) + 7_200,
    });
    const end = await finish(popupUrl);
    expect(end.url, end.text.slice(0, 300)).toBe(store.successCallback);
    expect(store.state(store.id)?.active).toBe(true);
    const host = new URL(store.baseUrl).host;
    expect(await walk(setup.api.activations.list({ host }))).toMatchObject([{ id: ACTIVATION, stage: 'linked' }]);
  });
});
