import { describe, expect, test } from 'vitest';
import type { Fault, FaultyEndpoint } from '../../../infra/local/demo-store/faults.ts';
import { FAULTS } from '../../../infra/local/demo-store/faults.ts';
import type { FinishedRequest } from '../../../infra/local/demo-store/request-listener.ts';
import { accessCall, connect, keysOf, openShop, problemIn, requestCall, restCall, rowsOf, tokenIn } from './shop.ts';

async function activated(options = {}) {
  const shop = await openShop(options);
  await shop.activate(shop.id);
  return shop;
}

function late(ms: number) {
  return new Promise((resolve) => setTimeout(resolve, ms, 'no answer'));
}

describe('a fault of the request call', () => {
  test('refused: the connection ends without an answer and nothing is consumed', async () => {
    const shop = await activated();
    shop.faults.request = { ...FAULTS.refused, times: 1 };
    await expect(requestCall(shop, keysOf(shop))).rejects.toThrow('socket hang up');
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({ status: 200 });
  });

  test('answerLost: the token is consumed, only a Reauthorize helps', async () => {
    const shop = await activated();
    shop.faults.request = { ...FAULTS.answerLost, times: 1 };
    await expect(requestCall(shop, keysOf(shop))).rejects.toThrow();
    expect(problemIn(await requestCall(shop, keysOf(shop)))).toMatch('consumer token is not a verifier token');
    await shop.reauthorize(shop.id);
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({ status: 200 });
  });

  test('hang: no answer comes, and nothing is consumed', async () => {
    const shop = await activated();
    shop.faults.request = FAULTS.hang;
    const call = requestCall(shop, keysOf(shop)).catch(() => 'cut');
    expect(await Promise.race([call, late(100)])).toBe('no answer');
    expect(rowsOf(shop).tokens).toMatchObject([{ type: 'verifier' }]);
  });

  test('answerNeverComes: no answer comes, and the token is consumed', async () => {
    const shop = await activated();
    shop.faults.request = FAULTS.answerNeverComes;
    const call = requestCall(shop, keysOf(shop)).catch(() => 'cut');
    expect(await Promise.race([call, late(100)])).toBe('no answer');
    expect(rowsOf(shop).tokens).toMatchObject([{ type: 'request' }]);
  });

  test('drip: the true answer comes bit by bit', async () => {
    const shop = await activated();
    shop.faults.request = { ...FAULTS.drip, everyMs: 10 };
    const started = performance.now();
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({
      status: 200,
      body: expect.stringMatching(/^oauth_token=\w{32}&oauth_token_secret=\w{32}$/),
    });
    expect(performance.now() - started).toBeGreaterThan(80);
  });
});

describe.each<FaultyEndpoint>(['request', 'access', 'rest'])(
  'answers that can be put in the place of the %s call’s',
  (endpoint) => {
    test.each<[keyof typeof FAULTS, number, object]>([
      ['internalError', 500, {}],
      ['badGateway', 502, { body: expect.stringContaining('<h1>') }],
      ['unavailable', 503, { headers: expect.objectContaining({ 'retry-after': '1' }) }],
      ['tooMany', 429, { headers: expect.objectContaining({ 'retry-after': '1' }) }],
      ['moved', 301, { headers: expect.objectContaining({ location: expect.stringContaining('elsewhere') }) }],
      ['garbage', 200, { body: expect.stringContaining('Maintenance') }],
      ['empty', 200, { body: '' }],
    ])('%s', async (name, status, rest) => {
      const shop = await activated();
      const keys = keysOf(shop);
      const fault: Fault = FAULTS[name];
      shop.faults[endpoint] = fault;
      const token = { token: 'x'.repeat(32), secret: '' };
      const call = {
        request: () => requestCall(shop, keys),
        access: () => accessCall(shop, keys, token),
        rest: () => restCall(shop, 'rest/V1/modules', keys, token),
      }[endpoint];
      expect(await call()).toMatchObject({ status, ...rest });
      expect(rowsOf(shop).tokens).toMatchObject([{ type: 'verifier' }]);
    });
  },
);

describe('faults', () => {
  test('a huge body has 8 MB', async () => {
    const shop = await activated();
    shop.faults.request = FAULTS.huge;
    expect((await requestCall(shop, keysOf(shop))).body.length).toBeGreaterThan(8_000_000);
  });

  test('end after their number of times', async () => {
    const shop = await openShop();
    const { keys, token } = await connect(shop);
    shop.faults.rest = { ...FAULTS.badGateway, times: 2 };
    const statuses: number[] = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await restCall(shop, 'rest/V1/modules', keys, token)).status);
    expect(statuses).toEqual([502, 502, 200]);
  });

  test('spoil the answer of a call that was processed, when set so', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    shop.faults.access = { ...FAULTS.badGateway, processed: true, times: 1 };
    expect(await accessCall(shop, keys, request)).toMatchObject({ status: 502 });
    expect(rowsOf(shop)).toMatchObject({ active: true, tokens: [{ type: 'access' }] });
  });

  test('latency is added to each answer', async () => {
    const shop = await activated({ latencyMs: 60 });
    const started = performance.now();
    await requestCall(shop, keysOf(shop));
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });
});

describe('who watches', () => {
  test('gets method, path, status and time, and no secret', async () => {
    const seen: FinishedRequest[] = [];
    const shop = await openShop({ onRequest: (one) => seen.push(one) });
    const { keys, token } = await connect(shop);
    await restCall(shop, 'rest/V1/products?searchCriteria[pageSize]=1', keys, token);
    await fetch(`${shop.successCallback}?secret=1`);
    await expect.poll(() => seen.length).toBe(4);
    expect(seen.map(({ method, path, query, status }) => ({ method, path, query, status }))).toEqual([
      { method: 'POST', path: '/oauth/token/request', query: '', status: 200 },
      { method: 'POST', path: '/oauth/token/access', query: '', status: 200 },
      { method: 'GET', path: '/rest/V1/products', query: 'searchCriteria[pageSize]=1', status: 200 },
      { method: 'GET', path: '/admin/admin/integration/loginSuccessCallback/key/…/', query: '', status: 200 },
    ]);
  });
});
