import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HandfastError, handfast } from '../../../client/handfast.ts';
import { FAULTS } from '../../../infra/local/demo-store/faults.ts';
import { type ApiClientSetup, openApiClientSetup } from './api-setup.ts';

let setup: ApiClientSetup;
let shop: Awaited<ReturnType<ApiClientSetup['connected']>>;
beforeAll(async () => {
  setup = await openApiClientSetup();
  shop = await setup.connected();
}, 180_000);
afterAll(() => setup?.close());

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** A client that counts what it sends, by address. */
function counted(more: { scope?: string; clientSecret?: string } = {}) {
  const sent: string[] = [];
  const api = handfast({
    ...setup.access,
    ...more,
    fetch: (to, init) => {
      sent.push(new URL(String(to)).pathname);
      return fetch(to, init);
    },
  });
  return { api, sent };
}

async function failure(call: Promise<unknown>): Promise<HandfastError> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error instanceof HandfastError) return error;
  throw new Error(`no HandfastError: ${inspect(error)}`);
}

describe('a token', () => {
  test('is asked for once, however many requests begin at the same time', async () => {
    const { api, sent } = counted();
    await Promise.all([api.connections.get(shop.id), api.connections.get(shop.id), all(api.connections.list())]);
    expect(sent.filter((path) => path === '/token')).toHaveLength(1);
  });

  test('that is no longer accepted is replaced, and the request repeated', async () => {
    const { api, sent } = counted();
    await api.connections.get(shop.id);
    setup.moveClock(2 * 60 * 60 * 1000);
    expect((await api.connections.get(shop.id)).id).toBe(shop.id);
    expect(sent.filter((path) => path === '/token')).toHaveLength(2);
  });

  test('without the scope is no bad request', async () => {
    const { api } = counted({ scope: 'connections:read' });
    expect(await failure(api.connections.check(shop.id))).toMatchObject({ code: 'forbidden', status: 403 });
  });

  test('that cannot be had says so, and the secret stays where it is', async () => {
    const { api } = counted({ clientSecret: 'not-the-secret' });
    const error = await failure(api.connections.get(shop.id));
    expect(error).toMatchObject({ code: 'token_unavailable', status: 401 });
    expect(error.detail).toContain('invalid_client');
    expect(inspect(error, { depth: 9 })).not.toContain('not-the-secret');
    expect(inspect(api, { depth: 9, showHidden: true })).not.toContain('not-the-secret');
  });
});

describe('calls', () => {
  test.each(['2.4.8', '2.4.6', '2.0'] as const)(
    'a store of %s gives products with awkward names',
    async (generation) => {
      const { id } = await setup.connected({ generation });
      for (const sku of ['ABC/10', 'a+b', "a'b", 'a!b', 'a*b', '50%off', 'é-€', 'a&b=c', 'ÄPFEL', 'a[b]']) {
        const answer = await setup.api
          .connection(id)
          .call<{ sku: string }>({ method: 'GET', path: ['V1', 'products', sku] });
        expect([answer.status, answer.body.sku]).toEqual([200, sku]);
      }
    },
  );

  test.each([
    ['2.4.8', 7],
    ['2.0', 7],
    ['2.4.6', 50],
  ] as const)('a list of a store of %s comes whole, %i at once', async (generation, pageSize) => {
    const { id } = await setup.connected({ generation });
    const ids = (await all(setup.api.connection(id).items<{ entity_id: number }>('V1/orders', {}, { pageSize }))).map(
      (order) => order.entity_id,
    );
    expect(ids).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
  });
});

describe('errors', () => {
  test('carry the code, what to do, and what was wrong', async () => {
    const path = 'V1/orders';
    expect(await failure(setup.api.connections.get('con_none'))).toMatchObject({
      code: 'connection_unknown',
      status: 404,
      detail: expect.stringContaining('Take ids from GET /v1/connections'),
    });
    const colour = { method: 'GET', path, colour: 'red' } as const;
    const malformed = await failure(setup.api.connection(shop.id).call(colour));
    expect(malformed.problems).toEqual(['colour: is unknown']);
    expect(malformed.message).toContain('colour: is unknown');
  });

  test("carry the store's status and how long to wait", async () => {
    shop.store.faults.rest = FAULTS.tooMany;
    const error = await failure(all(setup.api.connection(shop.id).items('V1/orders')));
    delete shop.store.faults.rest;
    expect(error).toMatchObject({ code: 'store_busy', status: 503, storeStatus: 429 });
  });

  test('say when there is no API at all', async () => {
    const { access } = setup;
    const nowhere = handfast({ ...access, url: 'http://127.0.0.1:9' });
    expect(await failure(nowhere.connections.get(shop.id))).toMatchObject({ code: 'api_unreachable', status: 0 });
  });
});
