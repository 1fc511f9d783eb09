import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openStoreData } from '../../../infra/local/demo-store/data/store-data.ts';
import type { ListManner } from '../../../infra/local/demo-store/rest/search/table-search.ts';
import { searchTable } from '../../../infra/local/demo-store/rest/search/table-search.ts';

const { products } = openStoreData(() => new Date('2026-11-26T12:00:00Z'));

const list = z.object({
  items: z.array(z.object({ id: z.number(), sku: z.string(), price: z.number() }).loose()),
  search_criteria: z.object({ filter_groups: z.array(z.unknown()) }).loose(),
  total_count: z.number(),
});

function searchProducts(query: string, manner: ListManner) {
  return searchTable(products, query, manner);
}

function search(query: string, generation: '2.0' | '2.4.6' = '2.4.6') {
  return list.parse(JSON.parse(searchProducts(query, { generation }).body));
}

function filter(group: number, field: string, condition: string, value: string, at = 0): string {
  const base = `searchCriteria[filter_groups][${group}][filters][${at}]`;
  return `${base}[field]=${field}&${base}[value]=${encodeURIComponent(value)}&${base}[condition_type]=${condition}`;
}

function page(size: number, current: number) {
  return `searchCriteria[pageSize]=${size}&searchCriteria[currentPage]=${current}`;
}

describe('a list of products', () => {
  test('holds items, search_criteria and total_count', () => {
    const found = search(page(10, 2));
    expect(found.items.map(({ id }) => id)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(found).toMatchObject({ total_count: 250, search_criteria: { page_size: 10, current_page: 2 } });
  });

  test('is refused without searchCriteria', () => {
    expect(searchProducts('', { generation: '2.4.6' })).toMatchObject({ status: 400 });
    expect(searchProducts('searchCriteria', { generation: '2.4.6' })).toMatchObject({ status: 200 });
  });

  test('caps the page at 300', () => {
    expect(searchProducts(page(300, 1), { generation: '2.4.6' }).status).toBe(200);
    const refused = searchProducts(page(301, 1), { generation: '2.4.6' });
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      400,
      { message: 'Maximum SearchCriteria pageSize is %max', parameters: { max: 300 } },
    ]);
    expect(searchProducts(page(301, 1), { generation: '2.4.6', maximumPageSize: 'none' }).status).toBe(200);
  });

  test('repeats the last page past the end on old stores only', () => {
    expect(search(page(100, 4), '2.0').items.map(({ id }) => id)).toEqual(
      search(page(100, 3)).items.map(({ id }) => id),
    );
    expect(search(page(100, 4)).items).toEqual([]);
    expect(search(page(100, 4)).total_count).toBe(250);
  });

  test.each([
    [0, 1, 250],
    [-1, 1, 1],
    [5, 0, 5],
  ])('of size %d has at page %d %d items', (size, current, count) => {
    expect(search(page(size, current)).items).toHaveLength(count);
  });

  test('reads camelCase and encoded brackets alike', () => {
    const snake = search(filter(0, 'sku', 'eq', 'ABC/10'));
    const camel = search(
      'searchCriteria%5BfilterGroups%5D[0][filters][0][field]=sku&searchCriteria[filterGroups][0][filters][0][value]=ABC%2F10',
    );
    expect(camel.items).toEqual(snake.items);
    expect(camel.items).toHaveLength(1);
  });

  test('reads a plus as a space, as PHP does', () => {
    const by = (value: string) =>
      search(
        `searchCriteria[filter_groups][0][filters][0][field]=sku&searchCriteria[filter_groups][0][filters][0][value]=${value}`,
      );
    expect(by('a+b').items.map(({ sku }) => sku)).toEqual(['a b']);
    expect(by('a%2Bb').items.map(({ sku }) => sku)).toEqual(['a+b']);
  });

  test('joins filters of one group by or, groups by and', () => {
    const either = [filter(0, 'id', 'eq', '1'), filter(0, 'id', 'eq', '2', 1)];
    expect(search(either.join('&')).total_count).toBe(2);
    expect(search([...either, filter(1, 'id', 'gt', '1')].join('&')).items.map(({ id }) => id)).toEqual([2]);
  });

  test.each([
    ['price', 'gt', '190', 3],
    ['price', 'lteq', '5.75', 2],
    ['entity_id', 'neq', '1', 249],
    ['id', 'in', '1,2,3', 3],
    ['id', 'nin', '1,2,3', 247],
    ['sku', 'like', '24-MB%', 237],
    ['sku', 'like', '50\\%off', 0],
    ['sku', 'eq', 'äpfel', 1],
    ['updated_at', 'gteq', '2026-09-07 01:00:00', 1],
    ['sku', 'notnull', '', 250],
  ])('filters %s %s %s', (field, condition, value, count) => {
    expect(search(filter(0, field, condition, value)).total_count).toBe(count);
  });

  test('sorts, descending unless the search says otherwise', () => {
    const by = (direction: string) =>
      search(`searchCriteria[sortOrders][0][field]=price${direction}&${page(1, 1)}`).items[0]?.id;
    expect(by('')).toBe(250);
    expect(by('&searchCriteria[sortOrders][0][direction]=ASC')).toBe(1);
  });

  test.each([
    filter(0, 'constructor', 'eq', '1'),
    filter(0, 'extension_attributes', 'eq', '1'),
    'searchCriteria[sortOrders][0][field]=nothing',
  ])('answers an unknown column with SQL: %s', (query) => {
    expect(searchProducts(query, { generation: '2.4.6' })).toMatchObject({
      status: 500,
      body: expect.stringContaining('SQLSTATE[42S22]: Column not found'),
    });
  });

  test.each(['moreq', 'constructor'])('takes the unknown condition %s for eq', (condition) => {
    expect(search(filter(0, 'id', condition, '7')).items.map(({ id }) => id)).toEqual([7]);
  });
});

test('every SKU is there once, awkward ones among them', () => {
  const skus = products.rows().map((row) => products.bodyOf(row).sku);
  expect(new Set(skus).size).toBe(250);
  expect(skus).toEqual(expect.arrayContaining(['ABC/10', 'a+b', "a'b", 'a!b', 'a*b', '50%off', 'é-€']));
});
