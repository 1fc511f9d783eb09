import { expect, test } from 'vitest';
import { recordsWith } from '../../../functions/channels/magento2/writers/read-lists.ts';
import type { StoreWriter } from '../../../functions/domain/sync/changes/writer.ts';
import type { SearchCriteria } from '../../../functions/domain/sync/search-criteria.ts';

/** A store that gives so many items a page. */
function storeOf(pages: readonly number[] = [0]) {
  const asked: SearchCriteria[] = [];
  const store: StoreWriter = {
    list: async (_, criteria) => {
      asked.push(criteria);
      const items = Array.from({ length: pages[criteria.currentPage - 1] ?? 0 }, () => ({}));
      return { items, total: undefined, pageSize: 100, answeredAt: undefined };
    },
    all: async () => ({ items: [], total: 0, pageSize: 0, answeredAt: undefined }),
    clock: async () => 0,
    send: async () => ({ status: 200, json: [] }),
  };
  const filters = () => asked.map(({ filterGroups }) => filterGroups[0]?.[0]);
  return { store, asked, filters };
}

test('a SKU with a comma is asked for by itself: in a list it would be two', async () => {
  const { store, filters } = storeOf();
  await recordsWith(store, 'V1/products', { field: 'sku', values: ['a', 'b,c', 'd', 'a'], sort: 'entity_id' });
  expect(filters()).toEqual([
    { field: 'sku', condition: 'eq', value: 'b,c' },
    { field: 'sku', condition: 'in', value: 'a,d' },
  ]);
});

test('no request line is longer than web servers take', async () => {
  const { store, filters } = storeOf();
  const values = Array.from({ length: 300 }, (_, at) => `${'é'.repeat(30)}${at}`);
  await recordsWith(store, 'V1/products', { field: 'sku', values, sort: 'entity_id' });
  const lengths = filters().map((filter) => encodeURIComponent(String(filter?.value)).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(4_000);
  expect(filters().flatMap((filter) => String(filter?.value).split(','))).toEqual(values);
});

test('a store that caps pages is asked for all of them', async () => {
  const { store, asked } = storeOf([100, 100, 20]);
  const records = await recordsWith(store, 'V1/x', { field: 'sku', values: ['a'], sort: 'sku' });
  expect(records).toHaveLength(220);
  expect(asked.map(({ currentPage }) => currentPage)).toEqual([1, 2, 3]);
});
