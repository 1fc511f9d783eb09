import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listConnections } from '../../../functions/api/connections/list-connections.ts';
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
