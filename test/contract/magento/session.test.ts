import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Lookup } from '../../../functions/adapters/http/address-guard.ts';
import { openMagentoSession } from '../../../functions/adapters/magento/session/magento-session.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import type { SearchCriteria } from '../../../functions/domain/sync/search-criteria.ts';
import { httpServer, tcpServer } from './local-servers.ts';

const keys = {
  ...{ consumerKey: 'c'.repeat(32), consumerSecret: 's'.repeat(32) },
  ...{ token: 't'.repeat(32), tokenSecret: 'u'.repeat(32) },
};
const policy = { allowLoopbackStores: true, allowedPorts: [] };

function sessionWith(port: number, { host = '127.0.0.1', lookup, seconds = 10 }: Options = {}) {
  const target = {
    ...{ store: parseStoreUrl(`http://${host}:${port}/shop/`), keys, generations: [], storeView: 'all' },
    deadlineMs: performance.now() + seconds * 1000,
  };
  const session = openMagentoSession(policy, target, lookup);
  onTestFinished(() => session.close());
  return session;
}
type Options = { readonly host?: string; readonly lookup?: Lookup; readonly seconds?: number };

const criteria = (pageSize: number): SearchCriteria => ({
  ...{ filterGroups: [], sortOrders: [], pageSize, currentPage: 1 },
});
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ entity_id: index + 1 }));
const sizeAsked = ({ url = '' }: IncomingMessage) =>
  Number(new URL(url, 'http://x').searchParams.get('searchCriteria[pageSize]'));

/** A store whose lists are `answer`; says how many connections it was asked on. */
async function store(answer: (request: IncomingMessage, response: ServerResponse, turn: number) => void) {
  const sockets = new Set<Socket>();
  let turn = 0;
  const { port, asked } = await httpServer((request, response) => {
    sockets.add(request.socket);
    turn += 1;
    answer(request, response, turn);
  });
  return { port, asked, sockets };
}

const page = (response: ServerResponse, body: object, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const refusedWith = (code: string, facts: object = {}) => ({ code, facts: expect.objectContaining(facts) });

describe('a list', () => {
  test('is asked for with all its criteria, below the store view, packed, by a signed GET', async () => {
    const { port, asked } = await store((_, response) => page(response, { items: [{ id: 7 }], total_count: 1 }));
    const asking = {
      filterGroups: [
        [
          { field: 'updated_at', condition: 'gt', value: '2026-11-01 10:00:00' },
          { field: 'updated_at', condition: 'eq', value: '2026-11-01 10:00:00' },
        ],
        [{ field: 'entity_id', condition: 'gt', value: 41 }],
      ],
      sortOrders: [{ field: 'updated_at', direction: 'ASC' }],
      ...{ pageSize: 300, currentPage: 2 },
    } as const;
    const { items, total, pageSize } = await sessionWith(port).list('V1/products', asking);
    expect({ items, total, pageSize }).toEqual({ items: [{ id: 7 }], total: 1, pageSize: 300 });
    const { pathname, searchParams } = new URL(asked[0]?.url ?? '', 'http://x');
    expect(pathname).toBe('/shop/rest/all/V1/products');
    const group = (number: number, filter: number) => `searchCriteria[filter_groups][${number}][filters][${filter}]`;
    expect(Object.fromEntries(searchParams)).toEqual({
      [`${group(0, 0)}[field]`]: 'updated_at',
      [`${group(0, 0)}[value]`]: '2026-11-01 10:00:00',
      [`${group(0, 0)}[condition_type]`]: 'gt',
      [`${group(0, 1)}[field]`]: 'updated_at',
      [`${group(0, 1)}[value]`]: '2026-11-01 10:00:00',
      [`${group(0, 1)}[condition_type]`]: 'eq',
      [`${group(1, 0)}[field]`]: 'entity_id',
      [`${group(1, 0)}[value]`]: '41',
      [`${group(1, 0)}[condition_type]`]: 'gt',
      'searchCriteria[sortOrders][0][field]': 'updated_at',
      'searchCriteria[sortOrders][0][direction]': 'ASC',
      'searchCriteria[pageSize]': '300',
      'searchCriteria[currentPage]': '2',
    });
    expect(asked[0]?.headers).toMatchObject({ 'accept-encoding': 'gzip', authorization: /^OAuth / });
  });

  test('may name what is sent of each record', async () => {
    const { port, asked } = await store((_, response) => page(response, { items: null, total_count: 0 }));
    await sessionWith(port).list('V1/products?fields=items[id,sku],total_count', criteria(10));
    const { searchParams } = new URL(asked[0]?.url ?? '', 'http://x');
    expect(searchParams.get('fields')).toBe('items[id,sku],total_count');
    expect(searchParams.get('searchCriteria[pageSize]')).toBe('10');
  });

  test.each([
    ['null', null],
    ['an empty list', []],
  ])('is empty where its items are %s', async (_, items) => {
    const { port } = await store((_request, response) => page(response, { items, total_count: 0 }));
    expect(await sessionWith(port).list('V1/orders', criteria(10))).toMatchObject({ items: [], total: 0 });
  });

  test('may be what PHP makes of a filtered one, and its numbers stay as they came', async () => {
    const body = '{"items":{"1":{"id":9007199254740993,"price":12.5000},"3":{"id":2}},"total_count":"2"}';
    const { port } = await store((_, response) => response.end(body));
    const { items, total } = await sessionWith(port).list('V1/products', criteria(10));
    expect(JSON.stringify(items)).toBe('[{"id":9007199254740993,"price":12.5000},{"id":2}]');
    expect(total).toBe(2);
  });

  test.each([
    ['a bare list', [{ code: 'default' }]],
    ['a list with a frame', { items: [{ code: 'default' }], total_count: 1 }],
  ])('without criteria is read whole: %s', async (_, body) => {
    const { port, asked } = await store((_request, response) => page(response, body));
    expect(await sessionWith(port).all('V1/store/storeViews')).toMatchObject({
      items: [{ code: 'default' }],
      total: 1,
    });
    expect(asked[0]?.url).toBe('/shop/rest/all/V1/store/storeViews');
  });

  test.each<[string, unknown]>([
    ['no items', { total_count: 3 }],
    ['a bare list', [{ id: 1 }]],
    ['items that are none', { items: ['a', 'b'], total_count: 2 }],
    ['items that are one', { items: { id: 1 }, total_count: 1 }],
  ])('is expected, and an answer with %s is refused', async (_, body) => {
    const { port } = await store((_request, response) => response.end(JSON.stringify(body)));
    await expect(sessionWith(port).list('V1/orders', criteria(10))).rejects.toMatchObject(refusedWith('list_expected'));
  });
});

describe('the size of pages', () => {
  test.each([
    ['in English', { message: 'Maximum SearchCriteria pageSize is %max', parameters: { max: 100 } }],
    ['in German', { message: 'Die maximale Seitengröße ist %max', parameters: { max: '100' } }],
    ['without parameters', { message: 'Maximum SearchCriteria pageSize is 100' }],
  ])('is what the store allows, once it has refused more %s, and is remembered', async (_, refusal) => {
    const { port, asked } = await store((request, response) => {
      if (sizeAsked(request) > 100) page(response, refusal, 400);
      else page(response, { items: rows(100), total_count: 1000 });
    });
    const session = sessionWith(port);
    expect((await session.list('V1/orders', criteria(300))).pageSize).toBe(100);
    expect((await session.list('V1/orders', criteria(300))).pageSize).toBe(100);
    expect(asked.map(sizeAsked)).toEqual([300, 100, 100]);
    expect(session.calls).toBe(3);
  });

  test('is what the store says that it used', async () => {
    const { port, asked } = await store((_, response) =>
      page(response, { items: rows(50), total_count: 50, search_criteria: { page_size: 50 } }),
    );
    const session = sessionWith(port);
    expect((await session.list('V1/orders', criteria(300))).pageSize).toBe(50);
    await session.list('V1/orders', criteria(300));
    expect(asked.map(sizeAsked)).toEqual([300, 50]);
  });

  test.each([
    [100, 1_000, 100],
    [100, 100, 300],
    [0, 1_000, 300],
  ])('of a page with %i items of %i is %i', async (given, total, full) => {
    const { port } = await store((_, response) => page(response, { items: rows(given), total_count: total }));
    expect((await sessionWith(port).list('V1/orders', criteria(300))).pageSize).toBe(full);
  });

  test('is not lowered by a 400 about something else', async () => {
    const refusal = { message: '"%fieldName" is required.', parameters: { fieldName: 'searchCriteria' } };
    const { port, asked } = await store((_, response) => page(response, refusal, 400));
    await expect(sessionWith(port).list('V1/orders', criteria(300))).rejects.toMatchObject(
      refusedWith('list_expected', { status: 400 }),
    );
    expect(asked).toHaveLength(1);
  });
});

describe('connections', () => {
  test('are kept from one call to the next', async () => {
    const { port, sockets } = await store((_, response) => page(response, { items: rows(3), total_count: 3 }));
    const session = sessionWith(port);
    for (let turn = 0; turn < 20; turn += 1) await session.list('V1/orders', criteria(10));
    expect(sockets.size).toBe(1);
    expect(session.calls).toBe(20);
  });

  test('carry two calls at a time, and no third', async () => {
    let open = 0;
    let most = 0;
    const { port, sockets } = await store((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        page(response, { items: [], total_count: 0 });
      }, 20);
    });
    const session = sessionWith(port);
    await Promise.all([1, 2, 3, 4].map(() => session.list('V1/orders', criteria(10))));
    expect({ most, connections: sockets.size }).toEqual({ most: 2, connections: 2 });
  });

  test('that the store has closed meanwhile cost no failure and no pause', async () => {
    const { port, sockets, asked } = await store((request, response, turn) => {
      // It reads the second request, and closes instead of answering.
      if (turn === 2) request.socket.destroy();
      else page(response, { items: rows(turn), total_count: turn });
    });
    const session = sessionWith(port);
    await session.list('V1/orders', criteria(10));
    const begunMs = performance.now();
    expect((await session.list('V1/orders', criteria(10))).items).toHaveLength(3);
    expect(performance.now() - begunMs).toBeLessThan(200);
    expect({ connections: sockets.size, asked: asked.length }).toEqual({ connections: 2, asked: 3 });
  });

  test('are closed with the session', async () => {
    const { port, sockets } = await store((_, response) => page(response, { items: [], total_count: 0 }));
    const session = sessionWith(port);
    await session.list('V1/orders', criteria(10));
    session.close();
    await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('go to the addresses that were checked once, in every session anew', async () => {
    const { port, asked } = await store((_, response) => page(response, { items: [], total_count: 0 }));
    const answers = ['127.0.0.1', '10.0.0.1'];
    let asks = 0;
    const lookup: Lookup = async () => {
      asks += 1;
      return [{ address: answers[asks - 1] ?? '', family: 4 }];
    };
    const first = sessionWith(port, { host: 'shop.example', lookup });
    await first.list('V1/orders', criteria(10));
    await first.list('V1/orders', criteria(10));
    expect(asks).toBe(1);
    await expect(
      sessionWith(port, { host: 'shop.example', lookup }).list('V1/orders', criteria(10)),
    ).rejects.toMatchObject(refusedWith('store_address_refused', { reason: 'not_public' }));
    expect(asked).toHaveLength(2);
  });

  test('are not kept with a store whose answers only a lenient parser reads', async () => {
    let connections = 0;
    const port = await tcpServer((socket) => {
      connections += 1;
      const body = '{"items":[],"total_count":0}';
      const head = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\ntransfer-encoding: chunked\r\n\r\n`;
      socket.on('data', () => socket.write(`${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`));
    });
    const session = sessionWith(port);
    expect((await session.list('V1/orders', criteria(10))).items).toEqual([]);
    expect((await session.list('V1/orders', criteria(10))).items).toEqual([]);
    expect({ connections, calls: session.calls }).toEqual({ connections: 3, calls: 3 });
  });
});

describe('answers', () => {
  test('are unpacked', async () => {
    const body = gzipSync(JSON.stringify({ items: rows(300), total_count: 300 }));
    const { port } = await store((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body));
    expect((await sessionWith(port).list('V1/orders', criteria(300))).items).toHaveLength(300);
  });

  test('that unpack to more than 16 MB are too large, however small they come', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 32));
    const { port } = await store((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    await expect(sessionWith(port).list('V1/orders', criteria(300))).rejects.toMatchObject(
      refusedWith('answer_too_large', { limitBytes: 16 * 1024 * 1024 }),
    );
  });

  test('without end are too large', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 32);
    const { port, asked } = await store((_, response) => {
      const more = () => void (response.destroyed || response.write(chunk, more));
      more();
    });
    await expect(sessionWith(port).list('V1/orders', criteria(300))).rejects.toMatchObject(
      refusedWith('answer_too_large'),
    );
    expect(asked).toHaveLength(1);
  });

  test('that are cut are asked for again, on another connection', async () => {
    const { port, sockets } = await store((request, response, turn) => {
      if (turn > 1) return page(response, { items: rows(2), total_count: 2 });
      response.writeHead(200, { 'content-length': 100 }).write('{"items":[{"entity_id":1},');
      return setTimeout(() => request.socket.destroy(), 20);
    });
    expect((await sessionWith(port).list('V1/orders', criteria(10))).items).toHaveLength(2);
    expect(sockets.size).toBe(2);
  });

  test('that stay cut are a store that did not answer in time', async () => {
    const { port, asked } = await store((request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"items":[');
      setTimeout(() => request.socket.destroy(), 20);
    });
    await expect(sessionWith(port).list('V1/orders', criteria(10))).rejects.toMatchObject(refusedWith('store_timeout'));
    expect(asked).toHaveLength(3);
  });

  test('that redirect are not followed', async () => {
    const { port, asked } = await store((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    await expect(sessionWith(port).list('V1/orders', criteria(10))).rejects.toMatchObject(
      refusedWith('store_invalid_response', { status: 302 }),
    );
    expect(asked).toHaveLength(1);
  });

  test('of a busy store are asked for again, and its wish to be left alone is passed on', async () => {
    const { port, asked } = await store((_, response) => response.writeHead(503, { 'retry-after': '120' }).end());
    await expect(sessionWith(port).list('V1/orders', criteria(10))).rejects.toMatchObject(
      refusedWith('store_busy', { status: 503, retryAfter: 120 }),
    );
    expect(asked).toHaveLength(1);
  });

  test.each<[number, string, string, object]>([
    [500, '{"message":"SQLSTATE[HY000]","trace":"#0"}', 'store_error', { status: 500, message: 'SQLSTATE[HY000]' }],
    [500, '', 'store_error', { message: 'nothing' }],
    [500, '<html>', 'store_error', { message: 'a page' }],
    [524, 'error code: 524', 'store_timeout', { status: 524 }],
    [520, '<html>', 'store_busy', { status: 520 }],
    [404, '{"message":"Request does not match any route."}', 'list_expected', { status: 404 }],
    [200, '<html>', 'store_invalid_response', { answer: 'a page' }],
    [
      401,
      '{"message":"The consumer isn\'t authorized to access %resources.","parameters":{"resources":"Magento_Sales::sales"}}',
      ...(['permission_missing', { resources: 'Magento_Sales::sales' }] as const),
    ],
    [401, '{"message":"Specified token does not exist"}', 'token_rejected', {}],
  ])('with %i %s mean %s', async (status, body, code, facts) => {
    const { port, asked } = await store((_, response) => response.writeHead(status).end(body));
    await expect(sessionWith(port).list('V1/orders', criteria(10))).rejects.toMatchObject(refusedWith(code, facts));
    expect(asked).toHaveLength(1);
  });

  test('that do not come end with the time of the slice', async () => {
    const { port } = await store(() => undefined);
    await expect(sessionWith(port, { seconds: 0.3 }).list('V1/orders', criteria(10))).rejects.toMatchObject(
      refusedWith('store_timeout'),
    );
  });

  test('teach how the store takes signatures', async () => {
    const { port, asked } = await store((_, response, turn) => {
      if (turn === 1) page(response, { message: 'The signature is invalid. Verify and try again.' }, 401);
      else page(response, { items: [], total_count: 0 });
    });
    const session = sessionWith(port);
    const groups = Array.from({ length: 11 }, () => [{ field: 'a', condition: 'eq', value: 1 }] as const);
    await session.list('V1/orders', { ...criteria(10), filterGroups: groups });
    expect(session.generations).toEqual(['2.4.8']);
    await session.list('V1/orders', { ...criteria(10), filterGroups: groups });
    expect(asked).toHaveLength(3);
  });
});

describe("the store's clock", () => {
  const dated = (date: string | undefined) =>
    store((_, response) => {
      response.sendDate = false;
      if (date !== undefined) response.setHeader('date', date);
      response.end('{"items":[],"total_count":0}');
    });

  test('is what the last answer showed, carried on by ours', async () => {
    const { port, asked } = await dated('Sun, 01 Feb 2026 03:04:05 GMT');
    const session = sessionWith(port);
    const at = Date.parse('2026-02-01T03:04:05Z') / 1000;
    expect((await session.list('V1/orders', criteria(10))).answeredAt).toBe(at);
    await expect.poll(() => session.clock(), { timeout: 3_000 }).toBe(at + 1);
    expect(asked).toHaveLength(1);
  });

  test('is asked for when nothing is known yet', async () => {
    const { port, asked } = await store((_, response) => {
      response.setHeader('date', 'Sun, 01 Feb 2026 03:04:05 GMT').end('["Magento_Store"]');
    });
    expect(await sessionWith(port).clock()).toBe(Date.parse('2026-02-01T03:04:05Z') / 1000);
    expect(asked.map(({ url }) => url)).toEqual(['/shop/rest/all/V1/modules']);
  });

  const OTHER_CENTURIES = [
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Sat, 13 Sep 275760 00:00:00 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ];
  test.each([undefined, '0', 'yesterday', ...OTHER_CENTURIES])('is ours where the store says %s', async (date) => {
    const { port } = await dated(date);
    const session = sessionWith(port);
    expect((await session.list('V1/orders', criteria(10))).answeredAt).toBeUndefined();
    const { port: modules } = await store((_, response) => {
      response.sendDate = false;
      response.end('[]');
    });
    expect(Math.abs((await sessionWith(modules).clock()) - Date.now() / 1000)).toBeLessThan(3);
  });
});
