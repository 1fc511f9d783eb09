import { describe, expect, test } from 'vitest';
import type { Page, Search } from './connected-shop.ts';
import { connectedShop } from './connected-shop.ts';

const BY_TIME = [
  ['updated_at', 'ASC'],
  ['entity_id', 'ASC'],
] as const;

function ids({ items }: Page, name = 'id'): unknown[] {
  return (items ?? []).map((item) => item[name]);
}

describe('a filter by updated_at', () => {
  const since = (value: string, condition = 'gteq'): Search => ({ filters: [[0, 'updated_at', condition, value]] });

  test.each([
    ['V1/orders', 5],
    ['V1/invoices', 4],
    ['V1/shipments', 1],
    ['V1/creditmemos', 1],
    ['V1/products', 0],
    ['V1/categories/list', 0],
    ['V1/customers/search', 0],
  ])('works on %s', async (path, count) => {
    const { list } = await connectedShop();
    const found = await list(path, since('2026-11-23 00:00:00'));
    expect(found.total_count).toBe(count);
  });

  test.each([
    ['2026-11-21 16:01:00', 8],
    ['2026-11-21T16:01:00Z', 8],
    ['2026-11-21', 9],
    ['2026-11-21T16:01:00+01:00', 0],
    ['2026-11-21T16:01:00-01:00', 0],
    ['garbage', 120],
  ])('takes %s', async (value, count) => {
    const { list } = await connectedShop();
    expect(await list('V1/orders', since(value))).toMatchObject({ total_count: count });
  });

  test('is unknown to source items, and so is an id', async () => {
    const { send } = await connectedShop();
    for (const field of ['updated_at', 'entity_id']) {
      const query = `searchCriteria[sortOrders][0][field]=${field}`;
      expect(await send('GET', `V1/inventory/source-items?${query}`)).toMatchObject({
        status: 500,
        body: expect.stringContaining(`Unknown column '${field}'`),
      });
    }
  });
});

describe('reading by keyset', () => {
  test('finds each row of a tie once', async () => {
    const { shop, list } = await connectedShop();
    shop.data.products.addProducts(300, { perSecond: 300 });
    const seen: unknown[] = [];
    let [time, id] = ['2026-11-21 00:00:00', '0'];
    for (;;) {
      const filters = [
        [0, 'updated_at', 'gt', time],
        [0, 'updated_at', 'eq', time],
        [1, 'updated_at', 'gt', time],
        [1, 'entity_id', 'gt', id],
      ] as const;
      const { items, total_count } = await list('V1/products', { filters, sort: BY_TIME, size: 70 });
      expect(total_count).toBe(300 - seen.length);
      const last = items?.at(-1);
      if (last === undefined) break;
      seen.push(...ids({ items }));
      [time, id] = [String(last['updated_at']), String(last['id'])];
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, at) => 251 + at));
  });

  test('goes down, too', async () => {
    const { list } = await connectedShop();
    const search = { filters: [[0, 'entity_id', 'lt', '4']], sort: [['entity_id', 'DESC']], size: 2 } as const;
    expect(ids(await list('V1/orders', search), 'entity_id')).toEqual([3, 2]);
  });

  test('finds the newest first, whatever their ids', async () => {
    const { shop, list } = await connectedShop();
    shop.data.orders.hold(3, { updatedAt: '2026-12-01 00:00:00' });
    shop.data.orders.hold(1, { updatedAt: '2026-12-02 00:00:00' });
    const sort = [...BY_TIME.map(([field]) => [field, 'DESC'] as const)];
    expect(ids(await list('V1/orders', { sort, size: 3 }), 'entity_id')).toEqual([1, 3, 120]);
  });
});

describe('the parameter fields', () => {
  test('nests, and leaves out what is not there', async () => {
    const { list } = await connectedShop();
    const fields = 'items[increment_id,nothing,items[sku]],total_count,nowhere';
    expect(await list('V1/orders', { size: 1, fields })).toEqual({
      items: [{ increment_id: '000000001', items: [{ sku: 'a b' }, { sku: '~t' }] }],
      total_count: 120,
    });
  });

  test('turns an empty list into null', async () => {
    const { list } = await connectedShop();
    expect(await list('V1/orders', { page: 9, fields: 'items[sku],total_count' })).toEqual({
      items: null,
      total_count: 120,
    });
    expect(await list('V1/orders', { page: 9 })).toMatchObject({ items: [], total_count: 120 });
  });

  test('works on a single record', async () => {
    const { read } = await connectedShop();
    expect(await read('V1/products/24-MB100?fields=sku,price')).toEqual({ sku: '24-MB100', price: 80 });
  });
});

describe('a permission', () => {
  test.each([
    ['Magento_Sales::sales_invoice', 'V1/invoices'],
    ['Magento_Sales::sales_invoice', 'V1/invoices/1'],
    ['Magento_Sales::shipment', 'V1/shipments'],
    ['Magento_Sales::shipment', 'V1/shipment/1'],
    ['Magento_Sales::sales_creditmemo', 'V1/creditmemos'],
    ['Magento_Sales::sales_creditmemo', 'V1/creditmemo/1'],
    ['Magento_Catalog::categories', 'V1/categories/list'],
    ['Magento_Catalog::attributes_attributes', 'V1/products/attributes'],
    ['Magento_InventoryApi::source', 'V1/inventory/source-items'],
    ['Magento_InventorySalesApi::stock', 'V1/inventory/get-product-salable-quantity/24-MB100/1'],
    ['Magento_Customer::group', 'V1/customerGroups/search'],
    ['Magento_Tax::manage_tax', 'V1/taxClasses/search'],
    ['Magento_Cms::page', 'V1/cmsPage/search'],
  ])('%s lets %s through, and nothing else does', async (resource, path) => {
    const { shop, send } = await connectedShop();
    const status = async () => (await send('GET', `${path}?searchCriteria`)).status;
    shop.setResources(shop.id, [resource]);
    expect(await status()).toBe(200);
    shop.setResources(shop.id, ['Magento_Sales::actions_view']);
    expect(await status()).toBe(401);
  });
});

test('pages of content are searched by page_id and update_time', async () => {
  const { shop, list } = await connectedShop();
  shop.data.cmsPages.update(5, { title: 'New' });
  const found = await list('V1/cmsPage/search', {
    filters: [
      [0, 'update_time', 'gt', '2026-11-01 00:00:00'],
      [1, 'page_id', 'gt', '4'],
    ],
    sort: [
      ['update_time', 'ASC'],
      ['page_id', 'ASC'],
    ],
  });
  expect(found.items).toMatchObject([{ id: 5, title: 'New', update_time: '2026-11-21 12:00:00', active: true }]);
});

test('100,000 products are read by keyset from anywhere', async () => {
  const { shop, list } = await connectedShop();
  shop.data.products.addProducts(100_000, { perSecond: 100 });
  const newest = await list('V1/products', { sort: [['entity_id', 'DESC']], size: 2, fields: 'items[id],total_count' });
  expect(newest).toEqual({ items: [{ id: 100_250 }, { id: 100_249 }], total_count: 100_250 });
  const filters = [
    [0, 'updated_at', 'gt', '2026-11-21 12:10:00'],
    [0, 'updated_at', 'eq', '2026-11-21 12:10:00'],
    [1, 'updated_at', 'gt', '2026-11-21 12:10:00'],
    [1, 'entity_id', 'gt', '60300'],
    [2, 'updated_at', 'lteq', '2026-11-21 12:10:09'],
  ] as const;
  const middle = await list('V1/products', { filters, sort: BY_TIME, size: 3 });
  expect([ids(middle), middle.total_count]).toEqual([[60_301, 60_302, 60_303], 950]);
});
