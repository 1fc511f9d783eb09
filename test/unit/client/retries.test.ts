import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Handfast, HandfastError } from '../../../client/handfast.ts';
import { apiOf, failureOf, outcomeOf, problem } from './fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const broken = () => new TypeError('fetch failed');
const gateway = (status: number) => Response.json({ message: 'Sorry' }, { status });
const done = () => Response.json({ id: 'con_1' });
const channel = { type: 'magento2' } as const;

type Ask = (api: Handfast) => Promise<unknown>;
const REPEATABLE: readonly (readonly [string, Ask])[] = [
  ['a GET', ({ connections }) => connections.get('con_1')],
  ['giving up a connection', ({ connections }) => connections.disconnect('con_1')],
  ['a call that reads', (api) => api.connection('con_1').call({ method: 'GET', path: 'V1/orders' })],
  ['a page of a list of the store', (api) => api.connection('con_1').items('V1/orders').page()],
  ['a query', ({ graphql }) => graphql('{ products { nodes { id } } }')],
  ['pausing a channel', ({ channels }) => channels.pause('chn_1')],
  ['changes with their key', (api) => api.channel('chn_1').push('stock', [{ change: { sku: 'a', quantity: 1 } }])],
];
const ONCE: readonly (readonly [string, Ask])[] = [
  ['a call that writes', (api) => api.connection('con_1').call({ method: 'POST', path: 'V1/orders/1/comments' })],
  ['a new channel', ({ channels }) => channels.create('con_1', channel)],
  ['a change from a revision', ({ channels }) => channels.change('chn_1', { revision: 1 })],
  ['a run', ({ channels }) => channels.sync('chn_1')],
  ['a mutation', ({ graphql }) => graphql('mutation M { deleteProduct(id: "a") { userErrors { code } } }')],
];

describe.each(REPEATABLE)('%s', (_, ask) => {
  test.each([
    ['no answer', broken],
    ['503 of API Gateway', () => gateway(503)],
    ['an unexpected error', () => problem(500, 'internal')],
  ])('is sent again after %s', async (__, failure) => {
    const { api, sent } = apiOf([failure(), failure(), done()]);
    await outcomeOf(ask(api));
    expect(sent).toHaveLength(3);
  });
});

describe.each(ONCE)('%s', (_, ask) => {
  test.each([
    ['no answer', broken, 'api_unreachable'],
    ['503 of API Gateway', () => gateway(503), 'unavailable'],
    ['an unexpected error', () => problem(500, 'internal'), 'internal'],
    ['a store that is busy', () => problem(503, 'store_busy', { retryAfter: 1 }), 'store_busy'],
  ])('is never sent again after %s: it may have had effect', async (__, failure, code) => {
    const { api, sent } = apiOf([failure(), done()]);
    expect(await failureOf(ask(api))).toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['by API Gateway', () => gateway(429)],
    ['by the API', () => problem(429, 'store_at_capacity', { retryAfter: 2 })],
  ])('is sent again when it was turned away %s, for nothing was done', async (__, refused) => {
    const { api, sent } = apiOf([refused(), done()]);
    await outcomeOf(ask(api));
    expect(sent).toHaveLength(2);
  });
});

describe('another try', () => {
  const get = ({ connections }: Handfast) => connections.get('con_1');

  test('is made twice at most, unless told otherwise', async () => {
    const failures = () => [broken(), broken(), broken(), broken(), broken()];
    for (const [more, tries] of [
      [{}, 3],
      [{ retries: 0 }, 1],
      [{ retries: 4 }, 5],
    ] as const) {
      const { api, sent } = apiOf(failures(), more);
      expect(await failureOf(get(api))).toBeInstanceOf(HandfastError);
      expect(sent).toHaveLength(tries);
    }
  });

  test('waits as long as the answer asks for, and longer each time where it says nothing', async () => {
    const asked = apiOf([problem(503, 'store_busy', { retryAfter: 7 }), done()]);
    await outcomeOf(get(asked.api));
    const [first, second] = asked.sent.map(({ atMs }) => atMs);
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(7_000);
    expect(Number(second) - Number(first)).toBeLessThanOrEqual(7_500);

    const silent = apiOf([broken(), broken(), done()]);
    await outcomeOf(get(silent.api));
    const [begun = 0, again = 0, last = 0] = silent.sent.map(({ atMs }) => atMs);
    expect([again - begun >= 250, again - begun <= 500]).toEqual([true, true]);
    expect([last - again >= 500, last - again <= 1_000]).toEqual([true, true]);
  });

  test.each([
    ['Retry-After asks for more than half a minute', () => problem(429, 'store_at_capacity', { retryAfter: 31 })],
    ['a store does not answer: the API has tried', () => problem(504, 'store_timeout')],
    ['a store is busy and does not say how long', () => problem(503, 'store_busy')],
    ['the request is wrong', () => problem(404, 'connection_unknown')],
    ['the body is too large for API Gateway', () => gateway(413)],
  ])('is not made when %s', async (_, failure) => {
    const { api, sent } = apiOf([failure(), done()]);
    expect(await failureOf(get(api))).toBeInstanceOf(HandfastError);
    expect(sent).toHaveLength(1);
  });

  test('of changes has the same key, and the key that was given', async () => {
    const { api, sent } = apiOf([broken(), Response.json({ id: 'bat_1', lines: 1 })]);
    const lines = [{ change: { sku: 'a', quantity: 1 } }];
    await outcomeOf(api.channel('chn_1').push('stock', lines, { idempotencyKey: 'monday' }));
    expect(sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['monday', 'monday']);
  });
});
