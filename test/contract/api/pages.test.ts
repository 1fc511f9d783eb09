import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { walkPages } from '../../../functions/api/connections/walk-pages.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
let id: string;
beforeEach(async () => {
  setup = await openApiSetup();
  id = await setup.connect();
});
afterEach(() => setup.close());

type List = {
  readonly total: number;
  /** The most the store gives at once: silently, named in `search_criteria`, or with an error. */
  readonly cap?: number;
  readonly ways?: 'silent' | 'echoed' | 'refused';
  /** Pages of more items than this are too large. */
  readonly heavy?: number;
  readonly repeatsLast?: boolean;
};

/** A store with a list: what Magento's versions and settings make of pages. */
function keepList({ total, cap = Number.POSITIVE_INFINITY, ways = 'silent', heavy, repeatsLast = false }: List): void {
  setup.shop.rest = ({ target }) => {
    const query = new URLSearchParams(decodeURIComponent(target.split('?')[1] ?? ''));
    const asked = Number(query.get('searchCriteria[pageSize]'));
    if (asked > cap && ways === 'refused') {
      const message = 'Maximum SearchCriteria pageSize is %max';
      return { status: 400, body: JSON.stringify({ message, parameters: { max: cap } }) };
    }
    const size = Math.min(asked, cap);
    if (heavy !== undefined && size > heavy) throw new Refusal('answer_too_large');
    const last = Math.max(1, Math.ceil(total / size));
    const given = Number(query.get('searchCriteria[currentPage]'));
    const page = repeatsLast ? Math.min(given, last) : given;
    const items = Array.from({ length: total }, (_, index) => index + 1).slice((page - 1) * size, page * size);
    const search_criteria = ways === 'echoed' ? { page_size: size } : { page_size: asked };
    return { body: JSON.stringify({ items, search_criteria, total_count: total }) };
  };
}

const step = (body: Record<string, unknown>) =>
  ask(walkPages(setup.deps), { id, body: { path: 'V1/products', ...body } });

async function walk(body: Record<string, unknown> = {}): Promise<number[]> {
  const items: number[] = [];
  let cursor: string | undefined;
  for (let turn = 0; turn < 200; turn += 1) {
    const { json } = await step({ ...body, ...(cursor && { cursor }) });
    items.push(...json.items);
    cursor = json.next;
    if (cursor === undefined) return items;
  }
  throw new Error('no end');
}

const upTo = (total: number) => Array.from({ length: total }, (_, index) => index + 1);

describe('a list', () => {
  test.each<[string, List, number]>([
    ['of nothing', { total: 0 }, 100],
    ['of one page', { total: 99 }, 100],
    ['that ends with a page', { total: 300 }, 100],
    ['that ends within a page', { total: 301 }, 100],
    ['of a version that repeats the last page', { total: 205, repeatsLast: true }, 100],
    ['of a store that caps pages silently', { total: 1_000, cap: 77 }, 300],
    ['of a store that caps pages and says so', { total: 1_000, cap: 77, ways: 'echoed' }, 300],
    ['of a store that refuses larger pages', { total: 1_000, cap: 50, ways: 'refused' }, 300],
    ['of heavy items', { total: 130, heavy: 20 }, 100],
    ['of heavy items, in odd pages', { total: 131, heavy: 9 }, 75],
    ['one by one', { total: 5 }, 1],
  ])('%s is walked whole, each item once', async (_, list, pageSize) => {
    keepList(list);
    expect(await walk({ pageSize })).toEqual(upTo(list.total));
  });

  test('that shrinks on the way ends, and shows nothing twice', async () => {
    keepList({ total: 500, repeatsLast: true });
    const first = await step({ pageSize: 100 });
    for (const total of [50, 100]) {
      keepList({ total, repeatsLast: true });
      const second = await step({ pageSize: 100, cursor: first.json.next });
      expect(second.json).toEqual({ items: [], total });
    }
  });

  test('keeps the search criteria, and gives the total', async () => {
    keepList({ total: 3 });
    const query = {
      searchCriteria: { filterGroups: [{ filters: [{ field: 'sku', value: 'a' }] }] },
      fields: 'items[sku]',
    };
    expect((await step({ query })).json).toEqual({ items: [1, 2, 3], total: 3 });
    const target = decodeURIComponent(setup.rest.mock.lastCall?.[3].target ?? '');
    expect(target).toBe(
      'rest/V1/products?searchCriteria[filterGroups][0][filters][0][field]=sku' +
        '&searchCriteria[filterGroups][0][filters][0][value]=a' +
        '&searchCriteria[pageSize]=100&searchCriteria[currentPage]=1&fields=items[sku]',
    );
  });
});

describe('a cursor', () => {
  test('counts for its own question only', async () => {
    keepList({ total: 300 });
    const { next } = (await step({})).json;
    const broken = { status: 400, json: { code: 'cursor_invalid' } };
    expect(await step({ path: 'V1/orders', cursor: next })).toMatchObject(broken);
    expect(await step({ query: { a: 1 }, cursor: next })).toMatchObject(broken);
    const other = await setup.connect('other.example');
    const body = { path: 'V1/products', cursor: next };
    expect(await ask(walkPages(setup.deps), { id: other, body })).toMatchObject(broken);
  });

  test('tells questions apart by ids that JavaScript takes for one', async () => {
    keepList({ total: 300 });
    const asking = (id: string, cursor?: string) =>
      ask(walkPages(setup.deps), {
        id: connection,
        raw: `{"path":"V1/products","query":{"id":${id}}${cursor === undefined ? '' : `,"cursor":"${cursor}"`}}`,
      });
    const connection = id;
    const { next } = (await asking('9007199254740993')).json;
    expect(await asking('9007199254740992', next)).toMatchObject({ status: 400, json: { code: 'cursor_invalid' } });
    expect((await asking('9007199254740993', next)).json.items[0]).toBe(101);
    expect(setup.rest.mock.lastCall?.[3].target).toContain('id=9007199254740993&');
  });

  test.each(['x', 'bnVsbA', 'W10', `${'a'.repeat(40)}`])('that was made up (%s) is refused', async (cursor) => {
    expect(await step({ cursor })).toMatchObject({ status: 400, json: { code: 'cursor_invalid' } });
    expect(setup.rest).not.toHaveBeenCalled();
  });
});

test('an answer that is no list is refused with its status', async () => {
  setup.shop.rest = () => ({ body: '{"sku":"a"}' });
  expect(await step({})).toMatchObject({ status: 422, json: { code: 'list_expected', storeStatus: 200 } });
  setup.shop.rest = () => ({ status: 404, body: '{"message":"Request does not match any route."}' });
  expect((await step({})).json).toMatchObject({ storeStatus: 404, message: 'Request does not match any route.' });
  setup.shop.rest = () => ({ status: 503, body: '<html>' });
  expect((await step({})).json).toMatchObject({ code: 'store_busy', storeStatus: 503 });
});

test.each([
  [200, '<html>sign in'],
  [200, ''],
  [200, 'Maintenance'],
  [302, '<a href="/login">'],
  [403, '<html>blocked'],
])('an answer that is none of Magento (%i %j) is named as one, whatever the path', async (status, body) => {
  setup.shop.rest = () => ({ status, body });
  const code = 'store_invalid_response';
  expect(await step({})).toMatchObject({ status: 502, json: { code, storeStatus: status } });
});

test('a single item that is too large is said to be so', async () => {
  keepList({ total: 10, heavy: 0 });
  expect(await step({})).toMatchObject({ status: 502, json: { code: 'answer_too_large' } });
});

test.each([0, 301, 1.5, '10'])('a page size of %j is refused', async (pageSize) => {
  expect((await step({ pageSize })).json.problems).toEqual(['pageSize: must be a whole number from 1 to 300']);
});
