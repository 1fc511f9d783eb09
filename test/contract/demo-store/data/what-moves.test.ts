import { describe, expect, test } from 'vitest';
import type { Connected } from './connected-shop.ts';
import { connectedShop } from './connected-shop.ts';

const NOW = '2026-11-21 12:00:00';

/** An order that is paid and not yet sent, one that is neither, and a product. */
const PAID = 1;
const PRODUCT = '24-MB100';

async function newOrder({ shop }: Connected): Promise<number> {
  const id = shop.data.orders.place();
  shop.data.orders.update(id, {}, { updatedAt: '2026-11-01 00:00:00' });
  return id;
}

async function stampOf({ read }: Connected, path: string): Promise<unknown> {
  return (await read(path))['updated_at'];
}

describe('updated_at of an order', () => {
  test.each<[string, (shop: Connected, id: number) => Promise<unknown>]>([
    ['an invoice', ({ send }, id) => send('POST', `V1/order/${id}/invoice`, {})],
    ['a shipment that changes the state', ({ send }, id) => send('POST', `V1/order/${id}/ship`, {})],
    ['hold', ({ send }, id) => send('POST', `V1/orders/${id}/hold`)],
    ['cancel', ({ send }, id) => send('POST', `V1/orders/${id}/cancel`)],
    ['POST V1/orders', ({ send }, id) => send('POST', 'V1/orders', { entity: { entity_id: id, ext_order_id: 'E-1' } })],
    [
      'a refund',
      async ({ shop }, id) => {
        shop.data.orders.invoice(id, { updatedAt: '2026-11-01 00:00:00' });
        shop.data.orders.creditmemo(id);
      },
    ],
  ])('is moved by %s', async (_, act) => {
    const connected = await connectedShop();
    const id = await newOrder(connected);
    await act(connected, id);
    expect(await stampOf(connected, `V1/orders/${id}`)).toBe(NOW);
  });

  test.each([
    ['a comment', { comment: 'Packed' }, 'processing'],
    ['a comment with another status', { comment: 'Packed', status: 'packed' }, 'packed'],
  ])('is not moved by %s', async (_, statusHistory, status) => {
    const connected = await connectedShop();
    const before = await stampOf(connected, `V1/orders/${PAID}`);
    expect(await connected.send('POST', `V1/orders/${PAID}/comments`, { statusHistory })).toMatchObject({
      body: 'true',
    });
    const order = await connected.read(`V1/orders/${PAID}`);
    expect(order['updated_at']).toBe(before);
    expect(order).toMatchObject({ status, status_histories: [{ comment: 'Packed', status }] });
  });

  test('is not moved by a partial shipment of an order in processing, nor by a track', async () => {
    const connected = await connectedShop();
    const before = await stampOf(connected, `V1/orders/${PAID}`);
    const items = [{ order_item_id: 2, qty: 1 }];
    const { body } = await connected.send('POST', `V1/order/${PAID}/ship`, { items });
    const shipment = Number(JSON.parse(body));
    const shipped = await stampOf(connected, `V1/shipment/${shipment}`);
    connected.shop.clock.now = new Date('2026-11-21T13:00:00Z');
    connected.shop.data.shipments.addTrack(shipment, { track_number: '0034' });
    expect(await stampOf(connected, `V1/orders/${PAID}`)).toBe(before);
    expect(await connected.read(`V1/shipment/${shipment}`)).toMatchObject({
      updated_at: shipped,
      items: [{ order_item_id: 2, qty: 1 }],
      tracks: [{ track_number: '0034', updated_at: '2026-11-21 13:00:00' }],
    });
    expect(await connected.read(`V1/orders/${PAID}`)).toMatchObject({
      items: [{ qty_shipped: 0 }, { qty_shipped: 1 }],
    });
  });
});

describe('updated_at of a product', () => {
  test('is moved by PUT, even with the same price, and the SKU of the path counts', async () => {
    const connected = await connectedShop();
    const { price } = await connected.read(`V1/products/${PRODUCT}`);
    const saved = await connected.send('PUT', `V1/products/${PRODUCT}`, { product: { sku: 'other', price } });
    expect([saved.status, JSON.parse(saved.body)]).toMatchObject([200, { sku: PRODUCT, price, updated_at: NOW }]);
  });

  test.each<[string, string, object, object]>([
    ['V1/products/base-prices', 'base prices', { prices: [{ sku: PRODUCT, price: 7.5, store_id: 0 }] }, { price: 7.5 }],
    [
      'V1/inventory/source-items',
      'stock',
      { sourceItems: [{ sku: PRODUCT, source_code: 'default', quantity: 3 }] },
      {},
    ],
  ])('is not moved by %s', async (path, _, body, change) => {
    const connected = await connectedShop();
    const before = await connected.read(`V1/products/${PRODUCT}`);
    expect(await connected.send('POST', path, body)).toMatchObject({ status: 200, body: '[]' });
    expect(await connected.read(`V1/products/${PRODUCT}`)).toEqual({ ...before, ...change });
  });
});

test('base prices are written where they are good, and the others are listed', async () => {
  const connected = await connectedShop();
  const prices = ['nothing', PRODUCT].map((sku) => ({ sku, price: 9, store_id: 0 }));
  const { status, body } = await connected.send('POST', 'V1/products/base-prices', { prices });
  expect([status, JSON.parse(body)]).toMatchObject([200, [{ parameters: ['nothing', 0] }]]);
  expect(await connected.read(`V1/products/${PRODUCT}`)).toMatchObject({ price: 9 });
});

test('orders lower the salable quantity, and not what the source holds', async () => {
  const { shop, send } = await connectedShop();
  const { products, orders } = shop.data;
  products.setStock('24-MB132', 50);
  const salable = async () => Number((await send('GET', 'V1/inventory/get-product-salable-quantity/24-MB132/1')).body);
  const before = await salable();
  expect(orders.get(orders.place())?.items[1]).toMatchObject({ sku: '24-MB132', qty_ordered: 2 });
  expect(await salable()).toBe(before - 2);
  expect(products.stockOf('24-MB132')).toBe(50);
});

test('invoice and shipment of an order are refused the second time, cancel answers false', async () => {
  const connected = await connectedShop();
  const id = await newOrder(connected);
  const twice = async (path: string) => [
    await connected.send('POST', path, {}),
    await connected.send('POST', path, {}),
  ];
  expect(await twice(`V1/order/${id}/invoice`)).toMatchObject([
    { status: 200, body: '"104"' },
    { status: 400, body: expect.stringContaining('Validation') },
  ]);
  expect(await twice(`V1/order/${id}/ship`)).toMatchObject([
    { status: 200, body: '"26"' },
    { status: 400, body: expect.stringContaining('Validation') },
  ]);
  expect(await connected.read(`V1/orders/${id}`)).toMatchObject({ state: 'complete', total_due: 0 });
  const other = await newOrder(connected);
  expect(await twice(`V1/orders/${other}/cancel`)).toMatchObject([{ body: 'true' }, { status: 200, body: 'false' }]);
});

test('a deleted product answers 404, vanishes from lists, and leaves its source items', async () => {
  const { send, list } = await connectedShop();
  expect(await send('DELETE', `V1/products/${PRODUCT}`)).toMatchObject({ status: 200, body: 'true' });
  expect(await send('GET', `V1/products/${PRODUCT}`)).toMatchObject({ status: 404 });
  const filters = [[0, 'sku', 'eq', PRODUCT]] as const;
  expect(await list('V1/products', { filters })).toMatchObject({ items: [], total_count: 0 });
  expect(await list('V1/inventory/source-items', { filters })).toMatchObject({ total_count: 1 });
});
