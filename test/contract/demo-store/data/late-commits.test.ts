import { describe, expect, test } from 'vitest';
import { openStoreData } from '../../../../infra/local/demo-store/data/store-data.ts';

function opened() {
  const clock = { now: Date.parse('2026-11-26T12:00:00Z') };
  const data = openStoreData(() => new Date(clock.now));
  return { ...data, clock };
}

describe('a transaction that is committed late', () => {
  test('shows its row afterwards, with the stamp of its beginning and an id that was taken then', () => {
    const { customers, clock } = opened();
    const late = customers.insert({ email: 'late@example.com' }, { commitAfterMs: 20_000 });
    clock.now += 5_000;
    const prompt = customers.insert({ email: 'prompt@example.com' });
    expect([late, prompt]).toEqual([41, 42]);
    expect(customers.get(late)).toBeUndefined();
    clock.now += 14_999;
    expect(customers.get(late)).toBeUndefined();
    clock.now += 1;
    expect(customers.get(late)).toMatchObject({ updated_at: '2026-11-26 12:00:00', created_at: '2026-11-26 12:00:00' });
    expect(customers.get(prompt)).toMatchObject({ updated_at: '2026-11-26 12:00:05' });
    expect(
      customers
        .rows('stamp')
        .slice(-2)
        .map(({ id }) => id),
    ).toEqual([late, prompt]);
  });

  test('lets others read what was there before', () => {
    const { products, clock } = opened();
    products.update(7, { name: 'New name' }, { commitAfterMs: 1_000 });
    expect(products.get(7)).toMatchObject({ name: 'Product 7', updated_at: '2026-01-07 01:00:00' });
    clock.now += 1_000;
    expect(products.get(7)).toMatchObject({ name: 'New name', updated_at: '2026-11-26 12:00:00' });
  });

  test('holds its row: a second one waits, with the stamp of before the wait, and sees what the first wrote', () => {
    const { products, clock } = opened();
    products.update(7, { price: 10 }, { commitAfterMs: 2_000 });
    clock.now += 1_000;
    products.update(7, ({ price }) => ({ price: price + 1 }), { commitAfterMs: 500 });
    clock.now += 1_000;
    expect(products.get(7)).toMatchObject({ price: 10 });
    clock.now += 500;
    expect(products.get(7)).toMatchObject({ price: 11, updated_at: '2026-11-26 12:00:01' });
  });

  test('deletes late, too', () => {
    const { customers, clock } = opened();
    customers.delete(3, { commitAfterMs: 1_000 });
    expect(customers.rows()).toHaveLength(40);
    clock.now += 1_000;
    expect(customers.rows()).toHaveLength(39);
    customers.update(3, { firstname: 'Nobody' });
    expect(customers.get(3)).toBeUndefined();
  });
});

describe('a stamp', () => {
  test('can be older than the write', () => {
    const { products } = opened();
    products.update(7, {}, { stampBeforeLockMs: 90_000 });
    expect(products.get(7)).toMatchObject({ updated_at: '2026-11-26 11:58:30' });
  });

  test('can lie in the future', () => {
    const { products } = opened();
    products.update(7, {}, { updatedAt: '2038-01-19 03:14:07' });
    expect(products.rows('stamp').at(-1)).toMatchObject({ id: 7, stamp: '2038-01-19 03:14:07' });
  });

  test('can be one for 300 rows', () => {
    const { products } = opened();
    products.addProducts(300, { perSecond: 300 });
    const stamps = products
      .rows()
      .slice(-300)
      .map(({ stamp }) => stamp);
    expect([stamps.length, new Set(stamps).size]).toEqual([300, 1]);
  });
});

test('100,000 products are added at once, each with its stock, and bodies are made when they are read', () => {
  const { products, sourceItems } = opened();
  const before = process.memoryUsage().heapUsed;
  products.addProducts(100_000);
  expect(products.rows()).toHaveLength(100_250);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60 * 1024 * 1024);
  expect(products.get(100_250)).toMatchObject({ sku: '24-MB100249', created_at: '2026-11-26 12:33:19' });
  expect(sourceItems.get(100_250)).toMatchObject({ sku: '24-MB100249', source_code: 'default' });
  expect(products.find('24-mb100249')).toMatchObject({ id: 100_250 });
});
