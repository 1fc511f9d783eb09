import { request } from 'node:http';
import { createGunzip, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../../infra/local/demo-store/faults.ts';
import { FAULTS } from '../../../../infra/local/demo-store/faults.ts';
import type { Connected } from './connected-shop.ts';
import { connectedShop } from './connected-shop.ts';

const CURRENCY = 'V1/directory/currency';

function statusOf({ send }: Connected, path: string) {
  return send('GET', `${path}?searchCriteria[pageSize]=5`).then(({ status }) => status);
}

/** The first octets of an anonymous answer, unpacked or not; the connection is closed then. */
function beginningOf({ shop }: Connected, octets: number, unpacks = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(`${shop.baseUrl}rest/${CURRENCY}`, { agent: false }, (response) => {
      const body = unpacks ? response.pipe(createGunzip()) : response;
      let text = '';
      body.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1', 0, octets);
        if (text.length < octets) return;
        body.removeAllListeners('data').destroy();
        asked.destroy();
        resolve(text.slice(0, octets));
      });
      body.on('error', () => undefined);
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('a fault of one path', () => {
  test('leaves the others alone, and counts down', async () => {
    const connected = await connectedShop();
    connected.shop.faults.paths = { 'V1/orders': { ...FAULTS.tooMany, times: 1 } };
    expect(await statusOf(connected, 'V1/products')).toBe(200);
    expect(await statusOf(connected, 'default/V1/orders')).toBe(429);
    expect(await statusOf(connected, 'V1/orders')).toBe(200);
  });

  test.each<[keyof typeof FAULTS, number, string]>([
    ['maintenance', 503, 'Unavailable'],
    ['notJson', 200, '{"items":[{"entity_id":1},'],
    ['withoutItems', 200, '"total_count":3}'],
  ])('can be %s', async (name, status, text) => {
    const { shop, send } = await connectedShop();
    shop.faults.paths = { 'V1/orders': FAULTS[name] };
    expect(await send('GET', 'V1/orders?searchCriteria')).toMatchObject({
      status,
      body: expect.stringContaining(text),
    });
  });

  test('cuts an answer in the middle', async () => {
    const { shop, send } = await connectedShop();
    shop.faults.paths = { 'V1/orders': FAULTS.cut };
    await expect(send('GET', 'V1/orders?searchCriteria')).rejects.toThrow('aborted');
  });

  test('goes on without end', async () => {
    const connected = await connectedShop();
    connected.shop.faults.paths = { [CURRENCY]: FAULTS.endless };
    expect(await beginningOf(connected, 2_000_000)).toMatch(/^\{"items":\[\{"entity_id":1\},/);
  });

  test('blows a small answer up', async () => {
    const connected = await connectedShop();
    const bomb: Fault = { kind: 'bomb', mebibytes: 64 };
    connected.shop.faults.paths = { [CURRENCY]: bomb };
    expect(await beginningOf(connected, 30_000_000, true)).toMatch(/^\{"items":\[ {100}/);
    expect((await beginningOf(connected, 60_000)).length).toBe(60_000);
  });
});

describe('a list that lies', () => {
  test('answers 500 for each page with a certain row', async () => {
    const { shop, send } = await connectedShop({ quirks: { listsAt: { 'V1/orders': { breaksOn: [7] } } } });
    const page = (size: number, current: number) =>
      send('GET', `V1/orders?searchCriteria[pageSize]=${size}&searchCriteria[currentPage]=${current}`);
    expect((await page(10, 1)).status).toBe(500);
    expect((await page(1, 7)).status).toBe(500);
    expect((await page(6, 1)).status).toBe(200);
    shop.quirks.listsAt = {};
    expect((await page(10, 1)).status).toBe(200);
  });

  test('hides rows of another website, uncounted, from one list only', async () => {
    const { list } = await connectedShop({ quirks: { listsAt: { 'V1/orders': { hidden: (id) => id % 9 === 0 } } } });
    expect(await list('V1/orders')).toMatchObject({ total_count: 107 });
    expect(await list('V1/customers/search')).toMatchObject({ total_count: 40 });
  });

  test('is gone with its module', async () => {
    const connected = await connectedShop({ quirks: { switchedOff: ['V1/orders'] } });
    expect(await statusOf(connected, 'V1/orders')).toBe(404);
    expect(await statusOf(connected, 'V1/orders/7')).toBe(404);
    expect(await statusOf(connected, 'V1/products')).toBe(200);
  });

  test('is capped where the store says so', async () => {
    const connected = await connectedShop({ quirks: { lists: { maximumPageSize: 4 } } });
    expect(await statusOf(connected, 'V1/orders')).toBe(400);
  });

  test('repeats its last page, with the right count, in generation 2.0', async () => {
    const { list } = await connectedShop({ generation: '2.0' });
    const { items, total_count } = await list('V1/orders', { size: 100, page: 7 });
    expect([items?.length, total_count]).toEqual([20, 120]);
  });
});

describe('the store’s clock', () => {
  test('stamps rows and the header Date', async () => {
    const { shop, send } = await connectedShop({ quirks: { clockOffsetSeconds: 7200 } });
    shop.data.orders.hold(1);
    const { headers } = await send('GET', 'V1/orders/1');
    expect(headers['date']).toBe('Sat, 21 Nov 2026 14:00:00 GMT');
    expect(shop.data.orders.get(1)).toMatchObject({ updated_at: '2026-11-21 14:00:00' });
  });

  test('refuses the signatures of a client that is ahead by more than ten minutes', async () => {
    const { shop, send } = await connectedShop();
    shop.quirks.clockOffsetSeconds = -700;
    expect((await send('GET', 'V1/modules')).status).toBe(400);
  });
});

describe('compression', () => {
  async function asked(connected: Connected, path: string, headers: Record<string, string>) {
    const { shop } = connected;
    return await new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
      const call = request(`${shop.baseUrl}rest/${path}`, { headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
        );
      });
      call.on('error', reject);
      call.end();
    });
  }

  test('comes when asked for, and not for short answers', async () => {
    const connected = await connectedShop({
      quirks: { texts: new Map([['Request does not match any route.', 'x'.repeat(2000)]]) },
    });
    const long = await asked(connected, 'V1/nothing', { 'accept-encoding': 'deflate, gzip' });
    expect(long.encoding).toBe('gzip');
    expect(gunzipSync(long.body).toString()).toContain('xxx');
    expect((await asked(connected, 'V1/nothing', {})).encoding).toBeUndefined();
    expect((await asked(connected, CURRENCY, { 'accept-encoding': 'gzip' })).encoding).toBeUndefined();
  });
});
