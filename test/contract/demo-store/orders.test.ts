import { expect, test } from 'vitest';
import * as z from 'zod';
import { openStoreData } from '../../../infra/local/demo-store/data/store-data.ts';
import { searchTable } from '../../../infra/local/demo-store/rest/search/table-search.ts';
import { addComment } from '../../../infra/local/demo-store/rest/writes/orders.ts';

const list = z.object({ items: z.array(z.object({ entity_id: z.number() })), total_count: z.number() });
const manner = { generation: '2.4.6' } as const;

test('finds orders by date and in the order asked for', () => {
  const { orders } = openStoreData(() => new Date());
  const filter = 'searchCriteria[filter_groups][0][filters][0]';
  const query = `${filter}[field]=created_at&${filter}[value]=2026-11-20%2000:00:00&${filter}[condition_type]=gteq&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=DESC`;
  const { items, total_count } = list.parse(JSON.parse(searchTable(orders, query, manner).body));
  expect(items.map(({ entity_id }) => entity_id)).toEqual([120, 119, 118, 117, 116, 115, 114, 113, 112, 111, 110]);
  expect(total_count).toBe(11);
});

test('takes a comment on an order that there is, and says what is missing', () => {
  const data = openStoreData(() => new Date());
  const call = (id: number, body: string) =>
    addComment({ baseUrl: '', data, query: '', manner, path: ['orders', String(id), 'comments'], body });
  const comment = JSON.stringify({ statusHistory: { comment: 'Packed' } });
  expect(call(7, comment)).toMatchObject({ status: 200, body: 'true' });
  expect(call(7, '{}')).toMatchObject({ status: 400 });
  expect(call(1_000, comment)).toMatchObject({ status: 404 });
});
