import { describe, expect, test } from 'vitest';
import { BUILT_IN_WRITERS } from '../../../functions/domain/sync/built-in-writers.ts';
import { recordVersion } from '../../../functions/domain/sync/record-version.ts';
import { told, writingSetup } from './writing-setup.ts';

const DOWN = { kind: 'answer', status: 503, headers: { 'retry-after': '120' }, body: 'Maintenance' } as const;

describe('stock', () => {
  test('is read and written in lists, whatever the case of a SKU', async () => {
    const { shop, write } = await writingSetup();
    const has = shop.data.products.stockOf('24-MB020') ?? 0;
    const { results, calls } = await write('stock', [
      { id: 'a', change: { sku: 'abc/10', quantity: 7 } },
      { id: 'b', change: { sku: '24-MB020', quantity: has } },
      { id: 'c', change: { sku: 'ABC/10', quantity: 9 } },
      { id: 'd', change: { sku: 'ÄPFEL', quantity: 0 } },
      { id: 'e', change: { sku: '24-MB999', quantity: 1 } },
      { id: 'f', change: { sku: 'x', quantity: '1' } },
    ]);
    expect(told(results)).toEqual([
      { line: 1, id: 'a', status: 'superseded', by: 3 },
      { line: 2, id: 'b', status: 'unchanged' },
      { line: 3, id: 'c', status: 'done' },
      { line: 4, id: 'd', status: 'done' },
      { line: 5, id: 'e', status: 'failed', code: 'record_missing' },
      { line: 6, id: 'f', status: 'failed', code: 'change_invalid', message: expect.stringContaining('quantity: ') },
    ]);
    expect([shop.data.products.stockOf('ABC/10'), shop.data.products.stockOf('ÄPFEL')]).toEqual([9, 0]);
    expect(calls).toEqual(['GET inventory/source-items', 'GET products', 'POST inventory/source-items']);
  });

  test('has the version afterwards that the connector reads', async () => {
    const { session, written, write } = await writingSetup();
    const { results } = await write('stock', [{ change: { sku: 'a b', quantity: 3 } }]);
    const criteria = { sortOrders: [{ field: 'sku', direction: 'ASC' }], pageSize: 300, currentPage: 1 } as const;
    const filterGroups = [[{ field: 'sku', condition: 'eq', value: 'a b' } as const]];
    const { items } = await session.list('V1/inventory/source-items', { ...criteria, filterGroups });
    const [raw = {}] = items;
    expect(results[0]?.version).toBe(recordVersion(JSON.stringify(raw)));
    expect(written.known).toEqual(new Set([`["a b","default"] ${recordVersion(JSON.stringify(raw))}`]));
  });

  test('is written one by one to a store without sources', async () => {
    const { shop, write } = await writingSetup();
    shop.quirks.switchedOff = ['V1/inventory'];
    const { results } = await write('stock', [
      { change: { sku: 'ABC/10', quantity: 4 } },
      { change: { sku: 'a b', quantity: 5 } },
      { change: { sku: 'a b', source_code: 'berlin', quantity: 5 } },
      { change: { sku: 'gone', quantity: 5 } },
    ]);
    expect(told(results)).toEqual([
      { line: 1, status: 'done' },
      { line: 2, status: 'done' },
      { line: 3, status: 'failed', code: 'change_refused', message: expect.stringContaining('no sources') },
      { line: 4, status: 'failed', code: 'record_missing' },
    ]);
    expect([shop.data.products.stockOf('ABC/10'), shop.data.products.stockOf('a b')]).toEqual([4, 5]);
  });

  test.each([
    ['named by the store', undefined],
    ['named by nobody', { status: 401, body: '{"message":"The consumer isn\'t authorized to access it."}' }],
    ['that a firewall refuses', { status: 403, body: '{"message":"Forbidden"}' }],
  ])('of a store without sources takes a permission of its own, %s', async (_, refusal) => {
    const { shop, write } = await writingSetup();
    shop.quirks.switchedOff = ['V1/inventory'];
    shop.setResources(shop.id, BUILT_IN_WRITERS.stock.resources);
    const headers = { 'content-type': 'application/json' };
    if (refusal !== undefined) shop.faults.paths = { 'V1/stockItems/a%20b': { kind: 'answer', ...refusal, headers } };
    const { results } = await write('stock', [{ change: { sku: 'a b', quantity: 7 } }]);
    expect(told(results)).toEqual([
      {
        ...{ line: 1, status: 'failed', code: 'permission_missing' },
        message: 'Magento_CatalogInventory::cataloginventory',
      },
    ]);
  });

  test('a list that is refused for one of its lines is written without that line', async () => {
    const { shop, write } = await writingSetup();
    const lines = Array.from({ length: 40 }, (_, at) => ({
      change: { sku: `24-MB${String(at + 50).padStart(3, '0')}`, quantity: 1_000 + at },
    }));
    const bad = { change: { sku: '24-MB060', source_code: 'nowhere', quantity: 3 } };
    const { results, calls } = await write('stock', [...lines.slice(0, 9), bad, ...lines.slice(9)]);
    expect(results.filter(({ status }) => status !== 'done')).toMatchObject([
      { line: 10, status: 'failed', code: 'change_refused', message: 'Could not save Source Item' },
    ]);
    expect(shop.data.products.stockOf('24-MB089')).toBe(1_039);
    expect(calls.filter((call) => call.startsWith('POST')).length).toBeLessThanOrEqual(14);
  });

  test('an integration without the permission is told at once, for all lines', async () => {
    const { shop, write } = await writingSetup();
    shop.setResources(shop.id, ['Magento_InventoryApi::source', 'Magento_Catalog::products']);
    const { outcome, results, calls } = await write(
      'stock',
      Array.from({ length: 400 }, (_, at) => ({ change: { sku: `24-MB${100 + (at % 100)}`, quantity: 5_000 } })),
    );
    expect(outcome).toEqual({ outcome: 'finished' });
    expect(new Set(results.map(({ code }) => code))).toEqual(new Set(['permission_missing']));
    expect(results[0]?.message).toBe('Magento_InventoryApi::stock_source_item_assign');
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  test('a store under maintenance is waited for, and has everything afterwards', async () => {
    const { shop, write, goOn, later, batches } = await writingSetup();
    shop.faults.rest = DOWN;
    const { outcome, batch } = await write('stock', [{ change: { sku: 'a b', quantity: 77 } }]);
    expect(outcome).toEqual({ outcome: 'more', waitSeconds: 120 });
    expect(batches.newest(batch)).toMatchObject({ status: 'writing', reason: 'store_busy' });
    later(86_000);
    delete shop.faults.rest;
    expect((await goOn(batch)).results).toMatchObject([{ status: 'done' }]);
    expect(shop.data.products.stockOf('a b')).toBe(77);
  });

  test('a store that is down for more than a day is given up, with the reason', async () => {
    const { shop, write, goOn, later } = await writingSetup();
    shop.faults.rest = DOWN;
    const { batch } = await write('stock', [{ change: { sku: 'a b', quantity: 77 } }]);
    later(86_500);
    const { outcome, results } = await goOn(batch);
    expect(outcome).toEqual({ outcome: 'finished' });
    expect(results).toMatchObject([{ status: 'failed', code: 'store_busy' }]);
  });

  test('a cancelled batch sends nothing more, and asks the store nothing', async () => {
    const { write } = await writingSetup();
    const { results, calls } = await write('stock', [{ change: { sku: 'a b', quantity: 77 } }], {
      isCancelled: () => true,
    });
    expect(results).toMatchObject([{ status: 'cancelled', code: 'batch_cancelled' }]);
    expect(calls).toEqual([]);
  });
});

describe('prices', () => {
  test('base, special and tier prices are lists, whose errors are read line by line', async () => {
    const { shop, write } = await writingSetup();
    const tier = { price: 5, price_type: 'fixed', customer_group: 'Wholesale', quantity: 10 };
    const { results, calls } = await write('prices', [
      { change: { sku: 'a b', price: 11.5 } },
      { change: { sku: 'A B', special_price: { price: 9, price_from: '2026-01-01 00:00:00' } } },
      { change: { sku: '24-mb030', price: 12, store_id: 9 } },
      { change: { sku: '24-MB031', tier_prices: [tier] } },
      { change: { sku: '24-MB032', tier_prices: [{ ...tier, customer_group: 'Friends' }] } },
      { change: { sku: 'gone', price: 1 } },
      { change: { sku: 'a b' } },
    ]);
    expect(told(results)).toEqual([
      { line: 1, status: 'superseded', by: 2 },
      { line: 2, status: 'done' },
      {
        ...{ line: 3, status: 'failed', code: 'change_refused' },
        message: 'Requested store is not found. Row ID: SKU = 24-mb030, Store ID: 9.',
      },
      { line: 4, status: 'done' },
      { line: 5, status: 'failed', code: 'change_refused', message: expect.stringContaining('SKU = 24-MB032') },
      { line: 6, status: 'failed', code: 'record_missing' },
      { line: 7, status: 'failed', code: 'change_invalid', message: expect.stringContaining('must have "price"') },
    ]);
    expect(shop.data.products.find('a b')).toMatchObject({ price: 11.5 });
    expect(shop.data.products.find('24-MB031')?.tier_prices).toMatchObject([{ customer_group_id: 2, qty: 10 }]);
    expect(calls.filter((call) => call.endsWith('/base-prices'))).toHaveLength(1);
    const again = await write('prices', [
      { change: { sku: 'a b', price: 11.5, special_price: { price: 9 } } },
      { change: { sku: '24-MB031', tier_prices: [tier] } },
    ]);
    expect(again.results.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
    const ended = await write('prices', [{ change: { sku: 'a b', special_price: null } }]);
    expect(ended.results).toMatchObject([{ status: 'done' }]);
    expect(JSON.stringify(shop.data.products.find('a b'))).not.toContain('special_price');
  });
});

describe('products', () => {
  test('are changed member by member, made where there are none, and never by another SKU in the body', async () => {
    const { shop, write } = await writingSetup();
    const { results } = await write('products', [
      {
        change: {
          sku: 'ABC/10',
          product: { name: 'Ten', custom_attributes: [{ attribute_code: 'color', value: 'red' }] },
        },
      },
      {
        change: { sku: 'abc/10', product: { price: 3.5, custom_attributes: [{ attribute_code: 'size', value: 'L' }] } },
      },
      { change: { sku: 'made now', product: { name: 'New', price: 1, attribute_set_id: 4 } } },
      { change: { sku: 'a b', product: { sku: 'a+b', name: 'x' } } },
      { change: { sku: '..', product: { name: 'x' } } },
    ]);
    expect(told(results)).toEqual([
      { line: 1, status: 'superseded', by: 2 },
      { line: 2, status: 'done' },
      { line: 3, status: 'done' },
      { line: 4, status: 'failed', code: 'change_invalid', message: 'product.sku: must be the same as "sku"' },
      { line: 5, status: 'failed', code: 'change_refused' },
    ]);
    expect(shop.data.products.find('ABC/10')).toMatchObject({ sku: 'ABC/10', name: 'Ten', price: 3.5 });
    expect(shop.data.products.find('made now')).toMatchObject({ name: 'New', price: 1 });
  });

  test('a change made from an outdated version is a conflict where the store counts, and written where the vendor does', async () => {
    const { shop, write } = await writingSetup();
    const first = await write('products', [{ change: { sku: 'a b', product: { name: 'First' } } }]);
    const base = first.results[0]?.version ?? '';
    const good = await write('products', [{ base, change: { sku: 'a b', product: { name: 'Second' } } }]);
    const late = { base, change: { sku: 'A B', product: { name: 'Third' } } };
    const conflict = await write('products', [late]);
    const forced = await write('products', [late], { priority: 'vendor' });
    expect([good, conflict, forced].map(({ results }) => results[0]?.status)).toEqual(['done', 'conflict', 'done']);
    expect(conflict.results[0]?.version).toBe(good.results[0]?.version);
    expect(shop.data.products.find('a b')?.name).toBe('Third');
  });

  test('a creation that met another transaction is tried again', async () => {
    const { shop, write, goOn, later } = await writingSetup();
    const deadlock = {
      kind: 'answer',
      status: 400,
      headers: {},
      body: '{"message":"Could not save Source Item Configuration"}',
    } as const;
    shop.faults.paths = { 'V1/products/made%20now': { ...deadlock, times: 1 } };
    const { outcome, results, batch } = await write('products', [
      { change: { sku: 'made now', product: { name: 'New' } } },
    ]);
    expect(outcome).toEqual({ outcome: 'more', waitSeconds: 5 });
    expect(results).toEqual([]);
    later(5);
    expect((await goOn(batch)).results).toMatchObject([{ status: 'done' }]);
  });
});
