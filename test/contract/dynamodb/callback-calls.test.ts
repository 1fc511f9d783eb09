import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { openProductRepository } from '../../../functions/adapters/dynamodb/integrations/product-repository.ts';
import { openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import { openListings } from '../../../functions/adapters/dynamodb/listings.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { receiveCallback } from '../../../functions/callback/receive-callback.ts';
import { addressDigest, consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { type FindProductId, publishedProducts } from '../../../functions/products/published-products.ts';
import { openRuntimeProducts } from '../../../functions/products/runtime-products.ts';
import { embeddedTable } from './embedded-table.ts';

const product = parseProductId('demo');
const now = () => new Date('2026-11-21T12:00:00Z');
const SECRET = 's'.repeat(32);
const SHOP = 'https://shop.example/';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let calls = 0;
let key: string;
beforeAll(async () => {
  table = await embeddedTable();
  const send = table.client.send.bind(table.client);
  vi.spyOn(table.client, 'send').mockImplementation((...asked: Parameters<typeof send>) => {
    calls += 1;
    return send(...asked);
  });
});
afterAll(() => table.close());
beforeEach(() => {
  key = randomUUID().replaceAll('-', '');
});

const keys = () => openKeyRepository(table, now);
const ref = () => ({ product, key: digestOf(key) });

const findDemo: FindProductId = async () => ({ id: product });

/** Magento's message; how many calls to AWS it takes, and what is logged of it. */
async function post(storeBaseUrl = SHOP, secret = SECRET, findProduct = findDemo, asks = 'demo') {
  const log = vi.fn();
  const handle = receiveCallback({
    findProduct,
    callable: () => {},
    seal: async () => {
      calls += 1;
      return sealed.parse(new Uint8Array([1]));
    },
    keys: keys(),
    recordRefused: openActivationRepository(table, now).recordRefused,
    now,
    log,
  });
  const form = new URLSearchParams({
    oauth_consumer_key: key,
    oauth_consumer_secret: secret,
    store_base_url: storeBaseUrl,
    oauth_verifier: 'v'.repeat(32),
  });
  calls = 0;
  const asked = handle({
    ...{ route: '', product: asks, query: new URLSearchParams(), acceptLanguage: '', cookies: new Map() },
    ...{ contentType: 'application/x-www-form-urlencoded', body: Buffer.from(form.toString()) },
  });
  const outcome = await asked.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );
  return { outcome, calls, line: log.mock.calls[0]?.[0] };
}

const pin = (secret = SECRET) =>
  keys().pin(ref(), {
    address: addressDigest(storeAddress(parseStoreUrl(SHOP))),
    consumer: consumerIdOf(secret, parseStoreUrl(SHOP)),
    connection: newConnectionId(),
  });

describe('the callback for a product made at run time', () => {
  let elapsedMs = 0;
  const clock = () => new Date(Date.parse('2026-11-21T12:00:00Z') + elapsedMs);
  const made = parseProductId('made');
  let findId: FindProductId;
  beforeAll(() => openProductRepository(table).list(made));
  beforeEach(() => {
    ({ findId } = publishedProducts(
      [{ id: 'demo', name: 'Acme' }],
      {},
      openRuntimeProducts(openProductRepository(table), clock),
    ));
  });

  test('makes two calls to AWS in a warm function, and one more for the list once a minute', async () => {
    expect(await post(SHOP, SECRET, findId, 'made')).toMatchObject({ outcome: 200, calls: 3 });
    expect(await post(SHOP, SECRET, findId, 'made')).toMatchObject({ outcome: 200, calls: 2 });
    elapsedMs += 59_999;
    expect(await post(SHOP, SECRET, findId, 'made')).toMatchObject({ outcome: 200, calls: 2 });
    elapsedMs += 1;
    expect(await post(SHOP, SECRET, findId, 'made')).toMatchObject({ outcome: 200, calls: 3 });
  });

  test('makes two for one of the settings, always', async () => {
    expect(await post(SHOP, SECRET, findId, 'demo')).toMatchObject({ outcome: 200, calls: 2 });
  });

  test('makes none for a slug that nobody made, once it has the list', async () => {
    expect(await post(SHOP, SECRET, findId, 'nobody')).toMatchObject({ outcome: 'product_unknown', calls: 1 });
    expect(await post(SHOP, SECRET, findId, 'nobody-else')).toMatchObject({ outcome: 'product_unknown', calls: 0 });
  });
});

describe('the callback makes two calls to AWS', () => {
  test('for the first message of a key, and for its successor', async () => {
    expect(await post()).toEqual({ outcome: 200, calls: 2, line: 'activation_kept' });
    expect(await post()).toEqual({ outcome: 200, calls: 2, line: 'activation_kept' });
  });
  test('for a second consumer of a key', async () => {
    await post();
    expect(await post(SHOP, 'f'.repeat(32))).toEqual({ outcome: 200, calls: 2, line: 'activation_kept' });
  });
  test('for the pinned secret', async () => {
    await pin();
    expect(await post()).toEqual({ outcome: 200, calls: 2, line: 'activation_kept' });
  });
  test('for a refused message, which is listed and known to the popup', async () => {
    const host = `x${key}.example`;
    expect(await post(`https://${host}/?q`)).toEqual({
      outcome: 'store_url_refused',
      calls: 2,
      line: 'activation_refused',
    });
    expect((await keys().find(ref()))?.refused).toMatchObject({
      code: 'store_url_refused',
      storeUrl: `https://${host}/`,
      reason: expect.any(String),
    });
    const asked = { from: '2026', to: '2027', limit: 5, host };
    expect((await openListings(table).attempts(product, asked)).items).toMatchObject([
      { stage: 'failed', failure: { code: 'store_url_refused' }, storeUrl: `https://${host}/` },
    ]);
  });
});

test('a forged message for a pinned key is told by one call more, and changes nothing', async () => {
  await pin();
  await post();
  const before = await keys().find(ref());
  expect(await post(SHOP, 'f'.repeat(32))).toEqual({ outcome: 200, calls: 3, line: 'activation_forged' });
  expect(await keys().find(ref())).toEqual(before);
});
