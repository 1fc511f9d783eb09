import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkConnection } from '../../../functions/api/connections/check-connection.ts';
import { disconnect } from '../../../functions/api/connections/disconnect-connection.ts';
import { listConnections } from '../../../functions/api/connections/list-connections.ts';
import { readCredentials } from '../../../functions/api/connections/read-credentials.ts';
import { showConnection } from '../../../functions/api/connections/show-connection.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;

beforeEach(async () => {
  setup = await openApiSetup();
});

afterEach(() => setup.close());
const list = (query: Asked['query'] = {}, more: Asked = {}) => ask(listConnections(setup.deps), { query, ...more });

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

  test('keeps the permissions that Magento named as missing, until it answers otherwise', async () => {
    const id = await setup.connect();
    const shown = async () => (await ask(showConnection(setup.deps), { id })).json.missingPermissions;
    const resources = 'Magento_Backend::admin, Magento_Sales::actions_view, Magento_Backend::admin, <b>';
    setup.shop.alive = new Refusal('permission_missing', { resources });
    await check(id);
    expect(await shown()).toEqual(['Magento_Backend::admin', 'Magento_Sales::actions_view']);
    setup.shop.alive = 'permission_missing';
    await check(id);
    expect(await shown()).toBeUndefined();
    setup.shop.alive = new Refusal('permission_missing', { resources });
    await check(id);
    expect(await shown()).toHaveLength(2);
    setup.shop.alive = undefined;
    await check(id);
    expect(await shown()).toBeUndefined();
  });

  test('forgets the missing permissions with the credentials', async () => {
    const id = await setup.connect();
    setup.shop.alive = new Refusal('permission_missing', { resources: 'Magento_Backend::admin' });
    await check(id);
    await ask(disconnect(setup.deps), { id });
    expect((await ask(showConnection(setup.deps), { id })).json).not.toHaveProperty('missingPermissions');
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
