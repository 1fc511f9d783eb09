import { describe, expect, test } from 'vitest';
import type { Handfast } from '../../../client/handfast.ts';
import { all, apiOf, page } from './fake-api.ts';

const LISTS: readonly (readonly [string, (api: Handfast) => AsyncIterable<unknown>, string])[] = [
  ['connections', ({ connections }) => connections.list({ status: 'active' }), '/v1/connections?status=active'],
  ['channels', ({ channels }) => channels.list({ product: 'erp' }), '/v1/channels?product=erp'],
  ['activations', ({ activations }) => activations.list({ host: 'a.example' }), '/v1/activations?host=a.example'],
  ['runs', ({ channels }) => channels.runs('chn_1'), '/v1/channels/chn_1/runs?'],
  ['batches', ({ channel }) => channel('chn_1').batches(), '/v1/channels/chn_1/changes?'],
];

describe.each(LISTS)('a list of %s', (_, list, path) => {
  test('is fetched page by page as it is read', async () => {
    const { api, paths } = apiOf([page([{ id: 1 }], 'two'), page([], 'three'), page([{ id: 3 }])]);
    expect(await all(list(api))).toEqual([{ id: 1 }, { id: 3 }]);
    const after = path.endsWith('?') ? path : `${path}&`;
    const begin = path.replace(/\?$/, '');
    expect(paths()).toEqual([`GET ${begin}`, `GET ${after}cursor=two`, `GET ${after}cursor=three`]);
  });
});

describe('a single page', () => {
  test('is asked for alone, with its cursor and its size', async () => {
    const { api, paths } = apiOf([page([{ id: 1 }], 'two')]);
    const list = api.connections.list({ account: 'ana' });
    expect(await list.page({ limit: 20, cursor: 'one' })).toEqual({ items: [{ id: 1 }], next: 'two' });
    expect(paths()).toEqual(['GET /v1/connections?account=ana&limit=20&cursor=one']);
  });

  test('of a list of the store has its total', async () => {
    const { api, sent } = apiOf([Response.json({ items: [{ sku: 'a' }], total: 250, next: 'two' })]);
    const list = api.connection('con_1').items('V1/products', {}, { store: 'all' });
    expect(await list.page({ limit: 1, cursor: 'one' })).toEqual({ items: [{ sku: 'a' }], total: 250, next: 'two' });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      ...{ path: 'V1/products', query: {}, store: 'all' },
      ...{ pageSize: 1, cursor: 'one' },
    });
  });

  test('of changes says where to go on, and whether at once', async () => {
    const { api, paths } = apiOf([Response.json({ items: [], next: 'b', more: false })]);
    const changes = api.channel('chn_1').changes('orders', { cursor: 'a' });
    expect(await changes.page({ limit: 5 })).toEqual({ items: [], next: 'b', more: false });
    expect(paths()).toEqual(['GET /v1/channels/chn_1/records?connector=orders&cursor=a&limit=5']);
  });

  test('of changes, newest first, is asked for as such; reading on ends at the oldest', async () => {
    const page = (id: string, more: boolean) => Response.json({ items: [{ id, cursor: id }], next: id, more });
    const { api, paths } = apiOf([page('2', true), page('1', false)]);
    const changes = api.channel('chn_1').changes('orders', { order: 'newest', followSeconds: 60 });
    expect((await all(changes)).map(({ id }) => id)).toEqual(['2', '1']);
    expect(paths()).toEqual([
      'GET /v1/channels/chn_1/records?connector=orders&order=newest',
      'GET /v1/channels/chn_1/records?connector=orders&order=newest&cursor=2',
    ]);
  });

  test("of a batch's results has those of one status", async () => {
    const batch = { id: 'bat_1', results: [{ line: 3, status: 'failed' }], next: 'two' };
    const { api, paths } = apiOf([Response.json(batch)]);
    const results = api.channel('chn_1').results('bat_1', { status: 'failed' });
    expect(await results.page()).toEqual({ items: batch.results, next: 'two' });
    expect(paths()).toEqual(['GET /v1/channels/chn_1/changes/bat_1?status=failed']);
  });
});

test('nothing is asked for before somebody reads', () => {
  const { api, sent } = apiOf([]);
  for (const [, list] of LISTS) list(api);
  expect(sent).toEqual([]);
});

test('changes of a connector are read to the end, from where their reader was', async () => {
  const more = Response.json({ items: [{ id: '1', cursor: 'b' }], next: 'b', more: true });
  const { api, paths } = apiOf([more, Response.json({ items: [{ id: '2', cursor: 'c' }], next: 'c', more: false })]);
  expect((await all(api.channel('c/1').changes('orders', { cursor: 'a' }))).map(({ id }) => id)).toEqual(['1', '2']);
  expect(paths()).toEqual(['a', 'b'].map((at) => `GET /v1/channels/c%2F1/records?connector=orders&cursor=${at}`));
});
