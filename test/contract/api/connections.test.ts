import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { checkConnection } from '../../../functions/api/connections/check-connection.ts';
import { disconnect } from '../../../functions/api/connections/disconnect-connection.ts';
import { listConnections } from '../../../functions/api/connections/list-connections.ts';
import { moveConnection } from '../../../functions/api/connections/move-connection.ts';
import { readCredentials } from '../../../functions/api/connections/read-credentials.ts';
import { showConnection } from '../../../functions/api/connections/show-connection.ts';
import { listActivations } from '../../../functions/api/list-activations.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { type ConnectionId, digestOf, newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { linkKind } from '../../../functions/domain/stores/link-rule.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

const list = (query: Asked['query'] = {}, more: Asked = {}) => ask(listConnections(setup.deps), { query, ...more });
const hosts = (items: { store: { host: string } }[]) => items.map(({ store }) => store.host);

async function walk(query: Record<string, string>, client?: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const { json } = await list({ ...query, ...(cursor && { cursor }) }, { ...(client && { client }) });
    found.push(...hosts(json.items));
    cursor = json.next;
  } while (cursor !== undefined);
  return found.toSorted();
}

describe('the list of connections', () => {
  beforeEach(async () => {
    await setup.connect('a.example', 'demo', 'ana');
    await setup.connect('b.example', 'demo', 'ben');
    await setup.connect('c.example', 'erp', 'ana');
  });

  test('holds all that the client may see, product after product', async () => {
    expect(await walk({ limit: '1' })).toEqual(['a.example', 'b.example', 'c.example']);
    expect(await walk({})).toEqual(['a.example', 'b.example', 'c.example']);
    expect(await walk({}, 'erp-only')).toEqual(['c.example']);
  });

  test('is of one product, account or status if asked', async () => {
    expect(await walk({ product: 'demo' })).toEqual(['a.example', 'b.example']);
    expect(await walk({ account: 'ana', limit: '1' })).toEqual(['a.example', 'c.example']);
    expect(await walk({ account: 'https://id.example#ana', product: 'erp' })).toEqual(['c.example']);
    expect(await walk({ account: 'https://other.example#ana' })).toEqual([]);
    expect(await walk({ status: 'active', product: 'erp' })).toEqual(['c.example']);
    expect(await walk({ status: 'inactive' })).toEqual([]);
  });

  test('is of one host if asked, and with all else that is asked', async () => {
    await setup.connect('a.example', 'erp', 'ben');
    await setup.connect('a.example:8443', 'demo', 'ana');
    expect(await walk({ host: 'a.example' })).toEqual(['a.example', 'a.example']);
    expect(await walk({ host: 'A.Example', limit: '1' })).toEqual(['a.example', 'a.example']);
    expect(await walk({ host: 'a.example:8443' })).toEqual(['a.example:8443']);
    expect(await walk({ host: 'a.example', product: 'demo' })).toEqual(['a.example']);
    expect(await walk({ host: 'a.example', account: 'ana' })).toEqual(['a.example']);
    expect(await walk({ host: 'a.example', account: 'ana', limit: '1' })).toEqual(['a.example']);
    expect(await walk({ host: 'b.example', account: 'ana' })).toEqual([]);
    expect(await walk({ host: 'a.example', status: 'active' })).toEqual(['a.example', 'a.example']);
    expect(await walk({ host: 'a.example', status: 'inactive' })).toEqual([]);
    expect(await walk({ host: 'nowhere.example' })).toEqual([]);
    await setup.connect('b\u00fccher.example');
    expect(await walk({ host: 'B\u00fccher.example' })).toEqual(['xn--bcher-kva.example']);
  });

  test('of one host shows nothing of products that the client does not see', async () => {
    await setup.connect('a.example', 'erp', 'ana');
    expect(await walk({ host: 'a.example' }, 'erp-only')).toEqual(['a.example']);
    expect((await list({ host: 'a.example' }, { client: 'erp-only' })).json.items).toMatchObject([{ product: 'erp' }]);
    expect(await walk({ host: 'b.example' }, 'erp-only')).toEqual([]);
    expect(await list({ host: 'b.example', product: 'demo' }, { client: 'erp-only' })).toMatchObject({ status: 404 });
  });

  test('of one host takes no cursor of another host', async () => {
    await setup.connect('a.example', 'erp', 'ana');
    const { json } = await list({ host: 'a.example', limit: '1' });
    expect(json.next).toBeDefined();
    expect((await list({ host: 'b.example', limit: '1', cursor: json.next })).json.code).toBe('cursor_invalid');
  });

  test('shows no secret, and what there is to know', async () => {
    const { json, text, status } = await list({ product: 'erp' });
    expect(status).toBe(200);
    expect(json).toEqual({
      items: [
        {
          id: expect.stringMatching(/^con_[0-9a-f]{32}$/),
          product: 'erp',
          store: { url: 'https://c.example/', host: 'c.example' },
          account: { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' },
          status: 'active',
          statusSince: '2026-11-22T12:00:00.000Z',
          generation: '2.4.8',
          createdAt: '2026-11-22T12:00:00.000Z',
          connectedAt: '2026-11-22T12:00:00.000Z',
        },
      ],
    });
    expect(text).not.toContain('secrets');
  });

  test.each<[Asked['query'], string]>([
    [{ limit: '0' }, 'limit: must be a whole number from 1 to 100'],
    [{ limit: '101' }, 'limit: must be a whole number from 1 to 100'],
    [{ limit: '1e1' }, 'limit: must be a whole number from 1 to 100'],
    [{ status: 'dead' }, 'status: must be one of'],
    [{ page: '2' }, 'page: is unknown'],
    ['product=demo&product=erp', 'product: must be given once'],
    [{ account: '' }, 'account: must not be empty'],
  ])('refuses %j', async (query, problem) => {
    const { status, json } = await list(query);
    expect([status, json.code]).toEqual([400, 'request_malformed']);
    expect(json.problems.join()).toContain(problem);
  });

  test('shows nothing of products that the client does not see', async () => {
    const unknown = { status: 404, json: { code: 'product_unknown' } };
    expect(await list({ product: 'demo' }, { client: 'erp-only' })).toMatchObject(unknown);
    expect(await list({ product: 'nope' })).toMatchObject(unknown);
    expect(await list({}, { client: 'nobody' })).toMatchObject({ status: 403, json: { code: 'client_unknown' } });
  });

  test('takes no cursor of another question or client', async () => {
    const { next } = (await list({ limit: '1' })).json;
    const broken = { status: 400, json: { code: 'cursor_invalid' } };
    expect(await list({ cursor: next, status: 'active' })).toMatchObject(broken);
    expect(await list({ cursor: `${next}x` })).toMatchObject({ status: 400 });
    expect(await list({ cursor: next }, { client: 'erp-only' })).toMatchObject(broken);
    const forged = Buffer.from(next, 'base64url').toString().replace('"demo"', '"CONNECTION#erp"');
    expect(await list({ cursor: Buffer.from(forged).toString('base64url') })).toMatchObject(broken);
  });
});

describe('one connection', () => {
  test('is shown to those who may see it, and is not there for others', async () => {
    const id = await setup.connect();
    expect((await ask(showConnection(setup.deps), { id })).json).toMatchObject({ id, status: 'active' });
    const hidden = await ask(showConnection(setup.deps), { id, client: 'erp-only' });
    const absent = await ask(showConnection(setup.deps), { id: id.replace(/.$/, 'g'), client: 'erp-only' });
    expect(hidden).toMatchObject({ status: 404, json: { code: 'connection_unknown' } });
    expect(hidden.text).toBe(absent.text);
  });

  test('is shown to a client by the products that the authorizer has found for it, whatever the settings say', async () => {
    const id = await setup.connect();
    const absent = await ask(showConnection(setup.deps), {
      id: id.replace(/.$/, 'g'),
      client: 'inc_1',
      products: 'all',
    });
    for (const client of ['backend', 'erp-only', 'inc_1']) {
      expect(await ask(showConnection(setup.deps), { id, client, products: ['demo'] })).toMatchObject({ status: 200 });
      expect(await ask(showConnection(setup.deps), { id, client, products: 'all' })).toMatchObject({ status: 200 });
      expect(await ask(showConnection(setup.deps), { id, client, products: ['erp', 'none'] })).toEqual(absent);
      expect(await ask(showConnection(setup.deps), { id, client, products: [] })).toEqual(absent);
    }
    expect((await list({}, { client: 'inc_1', products: [] })).json).toEqual({ items: [] });
    expect((await list({}, { client: 'inc_1', products: ['demo'] })).json.items).toMatchObject([{ product: 'demo' }]);
    const unseen = await list({ product: 'demo' }, { client: 'inc_1', products: ['erp'] });
    expect(unseen).toEqual(await list({ product: 'nothing' }, { client: 'inc_1', products: ['erp'] }));
    expect(unseen).toMatchObject({ status: 404 });
  });

  test('gives its credentials, and the reader is written down', async () => {
    const id = await setup.connect();
    expect((await ask(readCredentials(setup.deps), { id })).json).toEqual({
      connection: id,
      storeUrl: 'https://shop.example/',
      generation: '2.4.8',
      consumerKey: 'ck',
      consumerSecret: 'cs',
      accessToken: 'at',
      accessTokenSecret: 'ats',
    });
    expect(setup.log).toHaveBeenCalledExactlyOnceWith('credentials_read', {
      product: 'demo',
      connection: id,
      client: 'backend',
    });
  });
});

describe('disconnecting', () => {
  test('destroys the credentials, keeps the record, and is published once however often it is requested', async () => {
    const id = await setup.connect();
    const first = await ask(disconnect(setup.deps), { id });
    expect(first.json).toMatchObject({ connection: { id, status: 'disconnected' }, inMagento: expect.any(String) });
    expect(first.json.inMagento).toContain('System > Extensions > Integrations');
    expect(await ask(disconnect(setup.deps), { id })).toMatchObject({ status: 200 });
    expect(setup.published).toMatchObject([{ type: 'connection.disconnected', detail: { connection: id } }]);
    expect((await setup.deps.connections.find(id))?.secrets).toBeUndefined();
    const gone = { status: 409, json: { code: 'connection_disconnected' } };
    expect(await ask(readCredentials(setup.deps), { id })).toMatchObject(gone);
    expect(await ask(checkConnection(setup.deps), { id })).toMatchObject(gone);
    expect((await list({ status: 'disconnected' })).json.items).toHaveLength(1);
  });

  test('is undone by a handshake only, which keeps the id', async () => {
    const id = await setup.connect();
    await ask(disconnect(setup.deps), { id });
    expect(await setup.connect()).toBe(id);
    expect((await ask(showConnection(setup.deps), { id })).json.status).toBe('active');
  });

  test('never touches credentials that came meanwhile', async () => {
    const id = await setup.connect();
    const { find } = setup.deps.connections;
    let turn = 0;
    const connections = {
      ...setup.deps.connections,
      find: async (connection: typeof id) => {
        const existing = await find(connection);
        turn += 1;
        // Reauthorized between reading and writing, once.
        if (turn === 1) await setup.connect();
        return existing;
      },
    };
    await ask(disconnect({ ...setup.deps, connections }), { id });
    expect(turn).toBe(2);
    expect((await find(id))?.version).toBe(3);
  });
});

describe('moving a connection to another account', () => {
  const BEN = { id: 'ben', label: 'ben@example.com' };
  const move = (id: string, body: unknown = BEN, more: Asked = {}) =>
    ask(moveConnection(setup.deps), { id, body, ...more });
  const account = async (id: ConnectionId) => (await setup.deps.connections.find(id))?.account;

  test('keeps the credentials, and is published once with both accounts however often it is requested', async () => {
    const id = await setup.connect();
    const before = await setup.deps.connections.find(id);
    const first = await move(id);
    const ben = { issuer: 'https://id.example', ...BEN };
    expect(first).toMatchObject({ status: 200, json: { id, status: 'active', account: ben } });
    expect((await move(id)).json).toEqual(first.json);
    expect(setup.published).toEqual([
      {
        type: 'connection.moved',
        detail: {
          id: expect.stringMatching(/^evt_/),
          version: 1,
          ...{ product: 'demo', host: 'shop.example', connection: id, time: setup.setup.time.toISOString() },
          ...{ account: 'https://id.example#ben', previousAccount: 'https://id.example#ana' },
        },
      },
    ]);
    const after = await setup.deps.connections.find(id);
    expect(after).toMatchObject({ secrets: before?.secrets, version: (before?.version ?? 0) + 1, account: ben });
    expect((await list({ account: 'ben' })).json.items).toMatchObject([{ id }]);
    expect((await list({ account: 'ana' })).json.items).toEqual([]);
    const line = { product: 'demo', connection: id, client: 'backend' };
    expect(setup.log).toHaveBeenCalledExactlyOnceWith('connection_account_changed', line);
  });

  test('to the same account under a new issuer moves it; under a new label alone it is not announced', async () => {
    const id = await setup.connect();
    await move(id, { id: 'ana', label: 'Ana' });
    expect(await account(id)).toEqual({ issuer: 'https://id.example', id: 'ana', label: 'Ana' });
    expect(setup.published).toEqual([]);
    await move(id, { id: 'ana', label: 'Ana', issuer: 'https://new.example/realm' });
    expect(await account(id)).toEqual({ issuer: 'https://new.example/realm', id: 'ana', label: 'Ana' });
    expect(setup.published).toMatchObject([
      { detail: { account: 'https://new.example/realm#ana', previousAccount: 'https://id.example#ana' } },
    ]);
  });

  test('leaves a disconnected one disconnected, for the new account to bring back', async () => {
    const id = await setup.connect();
    await ask(disconnect(setup.deps), { id });
    expect((await move(id)).json).toMatchObject({ status: 'disconnected', account: { id: 'ben' } });
    const existing = await setup.deps.connections.find(id);
    if (existing === undefined) throw new Error('no connection');
    const asked = { existing, keyUsedBefore: true };
    expect(linkKind({ ...asked, account: existing.accountKey })).toBe('created');
    const ana = accountKey({ issuer: 'https://id.example', id: 'ana' });
    expect(() => linkKind({ ...asked, account: ana })).toThrow(expect.objectContaining({ code: 'integration_taken' }));
    const at = { status: 'disconnected', statusSince: existing.statusSince };
    expect(existing).toMatchObject(at);
  });

  test('publishes what the bus did not accept with the next request, under the same id', async () => {
    const id = await setup.connect();
    setup.setup.busDown = true;
    await expect(move(id)).rejects.toThrow('no bus');
    const pending = (await setup.deps.connections.find(id))?.outbox;
    setup.setup.busDown = false;
    expect(await move(id)).toMatchObject({ status: 200 });
    expect(setup.published).toMatchObject([{ type: 'connection.moved', detail: { id: pending?.id } }]);
    expect((await setup.deps.connections.find(id))?.outbox).toBeUndefined();
  });

  test('never undoes what came meanwhile', async () => {
    const id = await setup.connect();
    const { find } = setup.deps.connections;
    let turn = 0;
    const connections = {
      ...setup.deps.connections,
      find: async (connection: typeof id) => {
        const existing = await find(connection);
        turn += 1;
        if (turn === 1) await setup.connect('shop.example', 'demo', 'cleo');
        return existing;
      },
    };
    await ask(moveConnection({ ...setup.deps, connections }), { id, body: BEN });
    expect(turn).toBe(2);
    expect(setup.published).toMatchObject([{ detail: { previousAccount: 'https://id.example#cleo' } }]);
  });

  test('is for those who may see the connection', async () => {
    const id = await setup.connect();
    expect(await move(id, BEN, { client: 'erp-only' })).toMatchObject({
      status: 404,
      json: { code: 'connection_unknown' },
    });
    expect(await move(id, BEN, { client: 'nobody' })).toMatchObject({ status: 403 });
    expect(await account(id)).toMatchObject({ id: 'ana' });
    expect(setup.published).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ label: 'Ben' }, 'id: must not be empty'],
    [{ id: ' ', label: 'Ben' }, 'id: must be a text'],
    [{ id: 'b'.repeat(256), label: 'Ben' }, 'id: must have at most 255 characters'],
    [{ id: 'ben', label: 'Ben\n\u001b[2J' }, 'label: must be a text without control characters'],
    [{ ...BEN, issuer: 'https://id.example#x' }, 'issuer: must be an issuer URL'],
    [{ ...BEN, issuer: 'javascript:1' }, 'issuer: must be an issuer URL'],
    [{ ...BEN, status: 'active' }, 'status: is unknown'],
    [[], 'the body'],
  ])('refuses %j', async (body, problem) => {
    const { status, json } = await move(await setup.connect(), body);
    expect([status, json.code]).toEqual([400, 'request_malformed']);
    expect(json.problems.join()).toContain(problem);
  });
});

describe('a check', () => {
  const check = (id: string, more: Asked = {}) => ask(checkConnection(setup.deps), { id, ...more });

  test('of a store whose credentials work says so', async () => {
    const id = await setup.connect();
    setup.setup.time = new Date('2026-11-22T13:00:00.000Z');
    const { json } = await check(id);
    expect(json).toMatchObject({ result: 'alive', connection: { checkedAt: '2026-11-22T13:00:00.000Z' } });
    expect(json.milliseconds).toEqual(expect.any(Number));
    expect(setup.check).toHaveBeenCalledTimes(1);
  });

  test('believes Magento itself after a second check, at once', async () => {
    const id = await setup.connect();
    setup.shop.alive = 'token_rejected';
    const { json } = await check(id);
    expect(json).toMatchObject({
      result: 'token_rejected',
      connection: { status: 'needs_reauthorization', reason: 'token_rejected' },
    });
    expect(setup.check).toHaveBeenCalledTimes(2);
    expect(setup.published).toMatchObject([{ type: 'connection.needs_reauthorization' }]);
  });

  test('does not give up a store that is down, and shows what it suspects', async () => {
    const id = await setup.connect();
    setup.shop.alive = 'store_unreachable';
    expect((await check(id)).json).toMatchObject({
      result: 'store_unreachable',
      connection: { status: 'active', suspect: { code: 'store_unreachable' } },
    });
    expect(setup.published).toEqual([]);
  });

  test('that only our own delay kept from the store records nothing', async () => {
    const id = await setup.connect();
    setup.shop.alive = new Refusal('store_unreachable', { fault: 'DNS_TIMEOUT' });
    const { json } = await check(id);
    expect(json.result).toBe('store_unreachable');
    expect(json.connection).not.toHaveProperty('suspect');
    expect(json.connection).not.toHaveProperty('checkedAt');
    setup.shop.alive = 'store_unreachable';
    expect((await check(id)).json.connection).toHaveProperty('suspect');
  });

  test('brings a connection back', async () => {
    const id = await setup.connect();
    setup.shop.alive = 'permission_missing';
    await check(id);
    setup.shop.alive = undefined;
    expect((await check(id)).json.connection).toMatchObject({ status: 'active' });
    expect((await check(id)).json.connection).not.toHaveProperty('reason');
    expect(setup.published.map(({ type }) => type)).toEqual(['connection.inactive', 'connection.recovered']);
  });

  test('takes no body', async () => {
    const id = await setup.connect();
    expect(await check(id, { body: {} })).toMatchObject({ status: 200 });
    expect(await check(id, { body: { force: true } })).toMatchObject({ status: 400 });
  });
});

describe('the list of attempts', () => {
  const attempts = (query: Asked['query'] = {}, more: Asked = {}) =>
    ask(listActivations(setup.deps), { query, ...more });

  async function complete(host: string, product = 'demo') {
    const activations = openActivationRepository(setup.table, setup.deps.now);
    const ref = { product: parseProductId(product), key: digestOf(host), activation: newActivationId() };
    const secrets = sealed.parse(new Uint8Array([1]));
    const storeUrl = parseStoreUrl(`https://${host}/`);
    const message = { activation: ref.activation, storeUrl, verifierDigest: 'v', secrets, state: 'received' } as const;
    const received = { ...message, consumer: consumerIdOf('cs', storeUrl), receivedAt: setup.setup.time.toISOString() };
    await activations.begin(ref, received, { owner: undefined, seenBefore: false });
    return { ref, activations };
  }

  test('shows what the merchant read', async () => {
    const { ref, activations } = await complete('shop.example');
    await activations.failed(ref, { code: 'store_busy', at: setup.setup.time.toISOString() });
    const { json } = await attempts({ host: 'SHOP.example' });
    expect(json.items).toEqual([
      {
        id: ref.activation,
        product: 'demo',
        store: { url: 'https://shop.example/', host: 'shop.example' },
        stage: 'failed',
        receivedAt: '2026-11-22T12:00:00.000Z',
        endedAt: '2026-11-22T12:00:00.000Z',
        reason: 'store_busy',
        advice: 'Wait a few minutes, then press Activate in Magento again.',
      },
    ]);
  });

  test('names the button that Magento offers once the access token was issued', async () => {
    const { ref, activations } = await complete('shop.example');
    await activations.failed(ref, { code: 'store_busy', at: setup.setup.time.toISOString(), tokenIssued: true });
    const { json } = await attempts({ host: 'shop.example' });
    expect(json.items).toMatchObject([{ advice: 'Wait a few minutes, then press Reauthorize in Magento again.' }]);
  });

  test('shows an attempt that nobody went on with as expired after two hours', async () => {
    await complete('shop.example');
    expect((await attempts()).json.items).toMatchObject([{ stage: 'received' }]);
    setup.setup.time = new Date('2026-11-22T14:00:00.000Z');
    expect((await attempts()).json.items).toMatchObject([{ stage: 'expired' }]);
  });

  test('is cut by time, whatever the offset it is given in', async () => {
    await complete('shop.example');
    expect((await attempts({ from: '2026-11-22T13:00:00+01:00' })).json.items).toHaveLength(1);
    expect((await attempts({ from: '2026-11-22T12:00:01Z' })).json.items).toHaveLength(0);
    expect((await attempts({ to: '2026-11-22T11:59:59Z' })).json.items).toHaveLength(0);
    expect((await attempts({ from: '2026-11-22', to: '2026-11-23' })).json.items).toHaveLength(1);
    expect((await attempts({ from: 'yesterday' })).json.problems).toEqual([
      'from: must be a time such as 2026-11-22T00:00:00Z',
    ]);
  });

  test('keeps to the products that the client sees', async () => {
    await complete('shop.example');
    const { ref } = await complete('erp.example', 'erp');
    expect((await attempts({}, { client: 'erp-only' })).json.items).toMatchObject([{ id: ref.activation }]);
    expect((await attempts({ host: 'shop.example' }, { client: 'erp-only' })).json.items).toEqual([]);
  });
});
