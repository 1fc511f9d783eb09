import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { walkPages } from '../../../functions/api/connections/walk-pages.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
let id: string;
beforeEach(async () => {
  setup = await openApiSetup();
  id = await setup.connect();
});
afterEach(() => setup.close());

/** What a store's list does wrong. */
type Lies = {
  /** Rows that are counted, and left out of pages. */
  readonly hidden?: (row: number) => boolean;
  readonly count?: (items: readonly number[]) => unknown;
  /** What `search_criteria` says. */
  readonly echo?: (asked: number) => unknown;
  readonly repeatsLast?: boolean;
  /** `currentPage` or both are ignored. */
  readonly ignores?: 'currentPage' | 'paging';
  readonly item?: (row: number) => unknown;
  readonly cap?: number;
  /** Pages past the end are the first one again. */
  readonly beginsAgain?: boolean;
  /** Every second page is turned round. */
  readonly turns?: boolean;
  /** The body, made of the page as JSON. */
  readonly wrap?: (json: string) => string;
};

function keepList(total: number, lies: Lies = {}): void {
  const {
    hidden = () => false,
    count = () => total,
    echo = (asked) => ({ page_size: asked }),
    item = (row) => ({ id: row }),
  } = lies;
  setup.shop.rest = ({ target }) => {
    const query = new URLSearchParams(decodeURIComponent(target.split('?')[1] ?? ''));
    const asked = Number(query.get('searchCriteria[pageSize]'));
    const size = lies.ignores === 'paging' ? total : Math.min(asked, lies.cap ?? asked);
    const given = lies.ignores === undefined ? Number(query.get('searchCriteria[currentPage]')) : 1;
    const page = lies.repeatsLast ? Math.min(given, Math.max(1, Math.ceil(total / size))) : given;
    const end = Math.max(1, Math.ceil(total / size));
    const shown = lies.beginsAgain && page > end ? ((page - 1) % end) + 1 : page;
    const rows = Array.from({ length: total }, (_, index) => index + 1)
      .slice((shown - 1) * size, shown * size)
      .filter((row) => !hidden(row));
    const items = lies.turns && given % 2 === 0 ? rows.map(item).toReversed() : rows.map(item);
    const { wrap = (json) => json } = lies;
    return { body: wrap(JSON.stringify({ items, search_criteria: echo(asked), total_count: count(rows) })) };
  };
}

const step = (body: Record<string, unknown>) =>
  ask(walkPages(setup.deps), { id, body: { path: 'V1/products', ...body } });

/** All items, or the code of what ended the walk. */
async function walk(pageSize: number, more: Record<string, unknown> = {}): Promise<unknown[] | string> {
  const items: unknown[] = [];
  let cursor: string | undefined;
  for (let turn = 0; turn < 500; turn += 1) {
    const { status, json } = await step({ pageSize, ...more, ...(cursor && { cursor }) });
    if (status !== 200) return json.code;
    items.push(...json.items);
    cursor = json.next;
    if (cursor === undefined) return items;
  }
  throw new Error('no end');
}

const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index }));

describe('a list is walked whole', () => {
  test('in about as many calls as it has pages, though the store leaves a row out', async () => {
    keepList(1_000, { hidden: (row) => row === 42 });
    expect(await walk(100)).toEqual([...rows(1, 41), ...rows(43, 1_000)]);
    expect(setup.rest.mock.calls.length).toBeLessThanOrEqual(11);
  });

  test('though whole pages of it are left out', async () => {
    keepList(100, { hidden: (row) => row > 10 && row <= 60 });
    expect(await walk(10)).toEqual([...rows(1, 10), ...rows(61, 100)]);
  });

  test.each<[string, (items: readonly number[]) => number]>([
    ['is the size of the page', (items) => items.length],
    ['is too low by much', () => 3],
    ['is a whole number of pages too low', () => 20],
    ['is zero', () => 0],
    ['is too high by a page', () => 70],
    ['is far too high', () => 900],
  ])('though the count %s', async (_, count) => {
    for (const repeatsLast of [false, true]) {
      keepList(57, { count, repeatsLast });
      expect(await walk(10)).toEqual(rows(1, 57));
    }
  });

  test.each<[string, unknown]>([
    ['is absent', undefined],
    ['is null', null],
    ['is an empty list', []],
    ['has a size as text', { page_size: '10' }],
    ['has a size of zero', { page_size: 0 }],
    ['has a negative size', { page_size: -1 }],
    ['has half a size', { page_size: 0.5 }],
    ['has a size that is too large for a number', { page_size: 1e30 }],
    ['has an object as size', { page_size: { toString: 1 } }],
    ['has no size', { current_page: 1 }],
    ['is a text', 'none'],
  ])('though what the store repeats of the question %s', async (_, echo) => {
    keepList(57, { echo: () => echo });
    expect(await walk(10)).toEqual(rows(1, 57));
  });

  test('though the store ignores paging and gives everything at once', async () => {
    keepList(57, { ignores: 'paging' });
    expect(await walk(10)).toEqual(rows(1, 57));
    expect(setup.rest).toHaveBeenCalledTimes(1);
  });

  test.each<[string, unknown]>([
    ['a text', '57'],
    ['a text that is too high', '900'],
    ['a fraction of zero', '57.0'],
  ])('though the count is %s', async (_, count) => {
    keepList(57, { count: () => count });
    expect(await walk(10)).toEqual(rows(1, 57));
  });

  test.each<[string, (json: string) => string]>([
    ['behind a notice of PHP', (json) => `<br />\n<b>Notice</b>: [x] in y<br />\n${json}`],
    ['before one', (json) => `${json}\n<br />\n<b>Warning</b>: {x} in y`],
    ['before a comment', (json) => `${json}<!-- cached {1} -->`],
    ['encoded twice', (json) => JSON.stringify(json)],
    [
      'with its items as an object',
      (json) => json.replace(/\[(\{.*?\})\]/, (_, all) => asObject(JSON.parse(`[${all}]`))),
    ],
  ])('though the page stands %s', async (_, wrap) => {
    keepList(57, { wrap });
    expect(await walk(10)).toEqual(rows(1, 57));
  });

  const asObject = (items: unknown[]) => JSON.stringify(Object.fromEntries(items.map((item, at) => [at * 2, item])));

  test('though the store names a smaller size than it gives', async () => {
    keepList(57, { echo: () => ({ page_size: 3 }) });
    expect(await walk(10)).toEqual(rows(1, 57));
  });

  test.each([57, 60])('though the store begins again past the end of %i, and counts too many', async (total) => {
    keepList(total, { beginsAgain: true, count: () => 900 });
    expect(await walk(10)).toEqual(rows(1, total));
  });

  test('though the last page is repeated in another order', async () => {
    keepList(57, { repeatsLast: true, turns: true, count: () => 900 });
    const walked = await walk(10);
    expect(walked).toHaveLength(57);
    expect(walked).toEqual(expect.arrayContaining(rows(1, 57)));
  });

  test('though an item stands twice on its page', async () => {
    keepList(57, { item: (row) => ({ id: row % 10 === 5 ? row - 1 : row }), repeatsLast: true, count: () => 900 });
    expect(await walk(10)).toEqual(rows(1, 57).filter(({ id }) => id % 10 !== 5));
  });

  test('and lines that share an id or a SKU are different ones', async () => {
    const lines = (row: number) => ({ sku: `sku-${row % 11}`, qty: row % 2 });
    keepList(57, { item: lines });
    const query = { fields: 'items[sku,qty]' };
    expect(await walk(10, { path: 'V1/orders/items', query })).toEqual(rows(1, 57).map(({ id }) => lines(id)));
    const stock = (row: number) => ({ id: row % 2, sku: `sku-${row}` });
    keepList(57, { item: stock });
    expect(await walk(10, { path: 'V1/stock' })).toEqual(rows(1, 57).map(({ id }) => stock(id)));
  });

  test.each([{ path: 'V1/products' }, { path: ['V1', 'products'] }])(
    'of products that show their SKU alone (%j)',
    async (asked) => {
      const item = (row: number) => ({ sku: `sku-${row}` });
      keepList(51, { item, repeatsLast: true, count: () => 900 });
      expect(await walk(10, asked)).toEqual(rows(1, 51).map(({ id }) => item(id)));
    },
  );

  test('of items with ids that are nested, or beyond 2^53', async () => {
    for (const item of [
      (row: number) => ({ product: { id: row }, name: 'x' }),
      (row: number) => ({ id: { value: row } }),
      (row: number) => ({ id: `${9_007_199_254_740_993n + BigInt(row)}` }),
    ]) {
      keepList(57, { item, repeatsLast: true, count: () => 900 });
      expect(await walk(10)).toEqual(rows(1, 57).map(({ id }) => item(id)));
    }
  });

  test('though its items look alike', async () => {
    keepList(57, { item: () => ({ status: 'pending' }) });
    expect(await walk(10)).toHaveLength(57);
  });

  test('and an item that moved to the next page meanwhile is not given twice', async () => {
    keepList(20);
    const { json } = await step({ pageSize: 10 });
    keepList(21, { item: (row) => ({ id: row - 1 }) });
    expect((await step({ pageSize: 10, cursor: json.next })).json.items).toEqual(rows(11, 19));
  });
});

describe('a list that cannot be walked ends in an error', () => {
  test('when every page is the first one', async () => {
    keepList(57, { ignores: 'currentPage' });
    expect(await walk(10)).toBe('list_expected');
  });

  test('when everything comes on every page, and more is counted', async () => {
    keepList(57, { ignores: 'paging', count: () => 500 });
    expect(await walk(10)).toBe('list_expected');
  });

  test('when pages stay empty without end', async () => {
    keepList(57, { count: () => 1_000_000 });
    expect(await walk(10)).toBe('list_expected');
  });

  test.each([{}, 'many', '', '-57', null, -1, 0.5, [1], '57,0', 1e300])('when the count is %j', async (count) => {
    setup.shop.rest = () => ({ body: JSON.stringify({ items: [], total_count: count }) });
    expect(await walk(10)).toBe('list_expected');
  });
});

test('numbers in items are as they came', async () => {
  const items =
    '[{"id":12345678901234567890,"9007199254740993":{"9007199254740995":-0},"tiny":1e-7,"exp":1E3,"price":12.5000,"deep":[{"rate":1e2}],"text":"1.0"},9007199254740993]';
  setup.shop.rest = () => ({ body: `{"items":${items},"search_criteria":{"page_size":100.0},"total_count":2.0}` });
  expect((await step({})).text).toBe(`{"items":${items},"total":2}`);
});

test.each([
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"items":${'['.repeat(20_000)}${']'.repeat(20_000)},"total_count":1}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
])('an answer that is nested thousands of levels deep is no list', async (body) => {
  for (const status of [200, 400]) {
    setup.shop.rest = () => ({ status, body });
    expect(await step({})).toMatchObject({ status: 422, json: { code: 'list_expected' } });
  }
});

test('a complaint with an object in place of a number is only a complaint', async () => {
  const complaint = { message: 'Maximum SearchCriteria pageSize is %max', parameters: { max: { toString: 1 } } };
  setup.shop.rest = () => ({ status: 400, body: JSON.stringify(complaint) });
  expect(await step({})).toMatchObject({ status: 422, json: { code: 'list_expected', storeStatus: 400 } });
});

test('an error that stays the same is passed on with its text and the id of its report', async () => {
  const message = 'Internal Error. Details are available in Magento log file. Report ID: webapi-5f1e2d3c4b5a6';
  setup.shop.rest = () => ({ status: 500, body: JSON.stringify({ message }) });
  expect(await step({})).toMatchObject({
    status: 422,
    json: { code: 'list_expected', storeStatus: 500, message, report: 'webapi-5f1e2d3c4b5a6' },
  });
});

test.each([
  { page: 0 },
  { first: 'x' },
  { first: 1 },
  { size: 301 },
  { size: 0 },
  { page: 1.5 },
  { given: -1 },
  { before: '%' },
  { empty: '1' },
])('a cursor that was edited to %j is refused', async (edit) => {
  keepList(57);
  const { json } = await step({ pageSize: 10 });
  const [digest, place] = JSON.parse(Buffer.from(json.next, 'base64url').toString());
  const cursor = Buffer.from(JSON.stringify([digest, { ...place, ...edit }])).toString('base64url');
  expect(await step({ pageSize: 10, cursor })).toMatchObject({ status: 400, json: { code: 'cursor_invalid' } });
});
