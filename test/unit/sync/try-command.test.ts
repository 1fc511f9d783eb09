import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../../cli/program/run.ts';
import { writeOperatorAccess } from '../../../infra/local/data-folder/operator-access.ts';

const EXAMPLE = 'test/examples/cms-pages.ts';
const CONNECTION = 'con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab';
const CLIENT = { clientId: 'cli_0f6c2a9d41be77c05a3b8e12', clientSecret: 'a-secret' };
const PAGES = [
  { id: 2, identifier: 'about', title: 'About', content: '<p>We</p>', active: true },
  { id: 1, identifier: 'home', title: 'Home', content: null, active: false },
  { id: 3, identifier: 'odd', title: 5, content: null, active: true },
];

let seen: { method?: string; url?: string; token?: string; body: unknown }[] = [];
let answer: { status: number; body: unknown };
let folder: string;
let origin: string;

async function take(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const { method = '', url = '', headers } = request;
  const isJson = headers['content-type'] === 'application/json';
  const token = /^Bearer (.*)/.exec(headers.authorization ?? '')?.[1];
  seen.push({ method, url, ...(token !== undefined && { token }), body: isJson ? JSON.parse(text) : text });
  if (url === '/v1/oauth2/token') return { status: 200, body: { access_token: 'a-token', expires_in: 3600 } };
  if (url === '/v1/clients') {
    return { status: 201, body: { ...CLIENT, scopes: [], tokenUrl: `${origin}/v1/oauth2/token` } };
  }
  if (method === 'DELETE') return { status: 200, body: { clientId: CLIENT.clientId } };
  return answer;
}

const server = createServer((request, response) => {
  void take(request).then(({ status, body }) => {
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
  });
});
const stored = (items: unknown, status = 200) => ({
  status: 200,
  body: { status, milliseconds: 5, tries: 1, body: items },
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-try-'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  writeOperatorAccess(folder, origin, { accessKeyId: 'LOCAL0', secretAccessKey: 'a-key' });
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen = [];
  answer = stored({ items: PAGES, total_count: 3 });
});

async function tried(...argv: string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const io = {
    print: (line: string) => said.push(line),
    printError: (line: string) => complained.push(line),
    environment: { HANDFAST_DATA: folder },
  };
  const code = await run(['connector', 'try', ...argv], io);
  return { code, said, complained };
}
const local = ['--connection', CONNECTION, '--local'];

describe('handfast connector try', () => {
  test('shows what the connector makes of each record, and what is wrong with which', async () => {
    expect(await tried(EXAMPLE, ...local)).toEqual({
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
      complained: [],
    });
  });

  test('reads one page, those that were changed last, with a client that is made for it and revoked', async () => {
    await tried(EXAMPLE, ...local, '--limit', '3');
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/clients',
      'POST /v1/oauth2/token',
      `POST /v1/connections/${CONNECTION}/call`,
      `DELETE /v1/clients/${CLIENT.clientId}`,
    ]);
    expect(seen[0]?.body).toEqual({ name: 'try cms-pages', scopes: ['connections:call'] });
    expect(seen[2]).toMatchObject({ token: 'a-token' });
    expect(seen[2]?.body).toEqual({
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
    answer = stored({ items: PAGES.slice(0, 1), total_count: 1 });
    const { code, said } = await tried(EXAMPLE, ...local, '--json');
    expect({ code, answer: JSON.parse(said.join('\n')) }).toEqual({
      code: 0,
      answer: {
        ...{ connector: 'cms-pages', path: 'V1/cmsPage/search' },
        records: [{ id: '2', outcome: 'delivered', record: { id: 2, path: '/about', title: 'About', text: 'We' } }],
      },
    });
  });

  test('tries a built-in connector by its name, and a list that has no pages', async () => {
    answer = stored([{ id: 1, code: 'default', name: 'Default' }]);
    const { code, said } = await tried('store-views', ...local);
    expect({ code, line: said[2] }).toEqual({ code: 0, line: '1  {"id":1,"code":"default","name":"Default"}' });
    expect(seen[2]?.body).toMatchObject({ path: 'V1/store/storeViews', query: {} });
  });

  test('says of a processor that throws which record it was', async () => {
    const file = join(folder, 'throws.ts');
    const text = `import { defineConnector } from ${JSON.stringify(resolve('functions/channels/define-connector.ts'))};
      export default defineConnector({ name: 'throws', label: 'Throws', resources: [],
        reader: { kind: 'changes', path: 'V1/reviews', id: 'review_id', idMember: 'id' },
        processor: ({ title }) => title.text.trim() });`;
    writeFileSync(file, text);
    const { code, said } = await tried(file, ...local);
    expect({ code, line: said[2] }).toEqual({
      code: 1,
      line: expect.stringMatching(/^2 {2}connector_failed: TypeError: Cannot read properties of undefined/),
    });
  });

  test.each<[string, object, string[]]>([
    ['the store', stored({ message: 'No route' }, 404).body, ['The store answered 404 to V1/orders: No route']],
    ['a list', stored({ total_count: 1 }).body, ['The store answered 200 to V1/orders: no list']],
  ])('passes on that %s is not there, and revokes the client', async (_, body, complained) => {
    answer = { status: 200, body };
    expect(await tried('orders', ...local)).toEqual({ code: 1, said: [], complained });
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE' });
  });

  test('passes on why the API refused, and revokes the client', async () => {
    answer = { status: 404, body: { code: 'connection_unknown', detail: 'No such connection.', status: 404 } };
    const { code, complained } = await tried('orders', ...local);
    expect({ code, complained }).toEqual({ code: 1, complained: ['No such connection.'] });
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE' });
  });

  test.each<[string[], RegExp]>([
    [['orders', '--local'], /^--connection: must be the id of a connection/],
    [['orders', '--local', '--connection', 'con_1'], /^--connection: /],
    [['orders', ...local, '--limit', '0'], /^--limit: must be a whole number from 1 to 100/],
    [['orders', ...local, '--limit', 'all'], /^--limit: /],
    [['reviews', ...local], /^There is no built-in connector "reviews", only store-views, .*connectors\/reviews\.ts/],
    [['connectors/none.ts', ...local], /^must name a file that exists: connectors\/none\.ts does not/],
  ])('refuses %j, and asks nobody', async (argv, problem) => {
    const { code, complained } = await tried(...argv);
    expect({ code, complained }).toEqual({ code: 2, complained: [expect.stringMatching(problem)] });
    expect(seen).toEqual([]);
  });
});
