import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from '../cli/harness/fake-api.ts';

const EXAMPLE = 'test/examples/cms-pages.ts';
const CONNECTION = 'con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab';
const CALL = `POST /v1/connections/${CONNECTION}/call`;
const PAGES = [
  { id: 2, identifier: 'about', title: 'About', content: '<p>We</p>', active: true },
  { id: 1, identifier: 'home', title: 'Home', content: null, active: false },
  { id: 3, identifier: 'odd', title: 5, content: null, active: true },
];

let api: FakeApi;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-try-'));
  api = await openFakeApi();
});
afterAll(() => {
  api?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => stored({ items: PAGES, total_count: 3 }));

/** What the store answers from now on. */
const stored = (items: unknown, status = 200) =>
  api.answer({ [CALL]: { body: { status, milliseconds: 5, tries: 1, body: items } } });
const tried = async (...argv: string[]) => {
  const { code, said, complained } = await api.run(['connector', 'try', ...argv]);
  return { code, said: said.split('\n').filter((_, at) => said !== '' || at > 0), complained };
};
const at = ['--connection', CONNECTION];

describe('handfast connector try', () => {
  test('shows what the connector makes of each record, and what is wrong with which', async () => {
    expect(await tried(EXAMPLE, ...at)).toEqual({
      code: 1,
      said: [
        'cms-pages: 3 records of V1/cmsPage/search',
        '',
        '2  {"id":2,"path":"/about","title":"About","text":"We"}',
        '1  left out',
        expect.stringMatching(/^3 {2}record_unreadable: title: Invalid input/),
        '',
        '1 would not be delivered. Nothing was written.',
      ],
      complained: '',
    });
  });

  test('reads one page, those that were changed last, with the client of the environment', async () => {
    await tried(EXAMPLE, ...at, '--limit', '3');
    expect(api.seen.map(({ asked }) => asked)).toEqual([CALL]);
    expect(api.seen[0]?.body).toEqual({
      ...{ method: 'GET', path: 'V1/cmsPage/search', store: 'all' },
      query: {
        searchCriteria: {
          filter_groups: [],
          sortOrders: [
            { field: 'update_time', direction: 'DESC' },
            { field: 'page_id', direction: 'DESC' },
          ],
          ...{ pageSize: 3, currentPage: 1 },
        },
      },
    });
  });

  test('prints JSON for scripts, and ends well where every record is fine', async () => {
    stored({ items: PAGES.slice(0, 1), total_count: 1 });
    const { code, said } = await tried(EXAMPLE, ...at, '--json');
    expect({ code, answer: JSON.parse(said.join('\n')) }).toEqual({
      code: 0,
      answer: {
        ...{ connector: 'cms-pages', path: 'V1/cmsPage/search' },
        records: [{ id: '2', outcome: 'delivered', record: { id: 2, path: '/about', title: 'About', text: 'We' } }],
      },
    });
  });

  test('tries a built-in connector by its name, and a list that has no pages', async () => {
    stored([{ id: 1, code: 'default', name: 'Default' }]);
    const { code, said } = await tried('store-views', ...at);
    expect({ code, line: said[2] }).toEqual({ code: 0, line: '1  {"id":1,"code":"default","name":"Default"}' });
    expect(api.seen[0]?.body).toMatchObject({ path: 'V1/store/storeViews', query: {} });
  });

  test('says of a processor that throws which record it was', async () => {
    const file = join(folder, 'throws.ts');
    const text = `import { defineConnector } from ${JSON.stringify(resolve('functions/channels/define-connector.ts'))};
      export default defineConnector({ name: 'throws', label: 'Throws', resources: [],
        reader: { kind: 'changes', path: 'V1/reviews', id: 'review_id', idMember: 'id' },
        processor: ({ title }) => title.text.trim() });`;
    writeFileSync(file, text);
    const { code, said } = await tried(file, ...at);
    expect({ code, line: said[2] }).toEqual({
      code: 1,
      line: expect.stringMatching(/^2 {2}connector_failed: TypeError: Cannot read properties of undefined/),
    });
  });

  test.each<[string, unknown, number, string]>([
    ['the store', { message: 'No route' }, 404, 'The store answered 404 to V1/orders: No route'],
    ['a list', { total_count: 1 }, 200, 'The store answered 200 to V1/orders: no list'],
  ])('passes on that %s is not there', async (_, body, status, complained) => {
    stored(body, status);
    expect(await tried('orders', ...at)).toEqual({ code: 1, said: [], complained });
  });

  test('passes on why the API refused, as every command does', async () => {
    const body = { code: 'connection_busy', detail: 'The store is busy.', retryAfter: 7 };
    api.answer({ [CALL]: { status: 409, body } });
    const { code, complained } = await tried('orders', ...at);
    expect({ code, complained }).toEqual({ code: 1, complained: 'The store is busy.\nTry again in 7 s.' });
  });

  test('asks for a client of the API where there is none', async () => {
    const { code, complained } = await api.run(['connector', 'try', 'orders', ...at], { environment: {} });
    expect([code, complained]).toEqual([
      2,
      expect.stringMatching(/^Set HANDFAST_CLIENT_ID and HANDFAST_CLIENT_SECRET /),
    ]);
  });

  test.each<[string[], RegExp]>([
    [['orders'], /^--connection: must be given, such as con_/],
    [['orders', '--connection', 'con_1'], /^option '--connection <id>'.* It must be the id of a connection, con_….*/],
    [['orders', ...at, '--limit', '0'], /^option '--limit <number>'.* It must be a whole number from 1 to 100/],
    [['orders', ...at, '--limit', 'all'], /^option '--limit <number>'/],
    [['reviews', ...at], /^There is no built-in connector "reviews", only store-views, .*connectors\/reviews\.ts/],
    [['connectors/none.ts', ...at], /^must name a file that exists: connectors\/none\.ts does not/],
  ])('refuses %j, and asks nobody', async (argv, problem) => {
    const { code, complained } = await tried(...argv);
    expect({ code, complained }).toEqual({ code: 2, complained: expect.stringMatching(problem) });
    expect(api.seen).toEqual([]);
  });
});
