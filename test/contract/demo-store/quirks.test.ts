import { once } from 'node:events';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { type ListQuirks, PHP_NOTICE } from '../../../infra/local/demo-store/quirks.ts';
import { connect, keysOf, openShop, problemIn, requestCall, restCall } from './shop.ts';

/** Made up: published translations are not committed. */
const TEXTS = new Map([
  ["The consumer isn't authorized to access %resources.", 'Verboten: %resources'],
  ['Specified token does not exist', 'Kein solches Token'],
  ['The nonce is already being used by the consumer with ID %1', 'Schon benutzt von %1'],
  ['Consumer key has expired', 'Abgelaufen'],
]);
const STRANGER = { token: 'x'.repeat(32), secret: 'y'.repeat(32) };

describe('a store in another language', () => {
  test('translates the messages of REST calls, and no parameters', async () => {
    const shop = await openShop({ quirks: { texts: TEXTS } });
    const { keys, token } = await connect(shop);
    const unknown = await restCall(shop, 'rest/V1/modules', keys, STRANGER);
    expect([unknown.status, JSON.parse(unknown.body)]).toEqual([401, { message: 'Kein solches Token' }]);
    shop.setResources(shop.id, ['Magento_Catalog::products']);
    const missing = await restCall(shop, 'rest/V1/orders?searchCriteria=', keys, token);
    expect(JSON.parse(missing.body)).toEqual({
      message: 'Verboten: %resources',
      parameters: { resources: 'Magento_Sales::actions_view' },
    });
    shop.setResources(shop.id, ['Magento_Sales::actions_view']);
    expect(await restCall(shop, 'rest/V1/orders?searchCriteria=', keys, token)).toMatchObject({ status: 200 });
  });

  test('translates those of token calls, and leaves what has no translation', async () => {
    const shop = await openShop({ quirks: { texts: TEXTS }, expirySeconds: 0 });
    await shop.activate(shop.id);
    expect(problemIn(await requestCall(shop, keysOf(shop)))).toBe('Abgelaufen');
    const unknown = { ...keysOf(shop), consumerKey: 'x'.repeat(32) };
    expect(problemIn(await requestCall(shop, unknown))).toBe('A consumer having the specified key does not exist');
  });
});

describe('an answer', () => {
  test('begins with a byte order mark', async () => {
    const shop = await openShop({ quirks: { bom: true } });
    const { keys, token } = await connect(await openShop());
    expect((await restCall(shop, 'rest/V1/modules', keys, token)).body).toMatch(/^\uFEFF\{/);
  });

  test('has so many octets of headers', async () => {
    const shop = await openShop({ quirks: { headerOctets: 12_000 } });
    await shop.activate(shop.id);
    const { headers } = await requestCall(shop, keysOf(shop));
    expect(headers['content-security-policy-report-only']).toHaveLength(12_000);
  });

  test('begins with a notice of PHP, on token calls alone', async () => {
    const shop = await openShop();
    const { keys, token } = await connect(shop);
    shop.quirks.notice = PHP_NOTICE;
    expect((await restCall(shop, 'rest/V1/modules', keys, token)).body).toMatch(/^\[/);
    expect((await requestCall(shop, keys)).body).toMatch(/^<br \/>\n<b>Notice<\/b>.*\noauth_problem=/s);
  });

  test('is compressed, though nobody asked', async () => {
    const shop = await openShop();
    const { keys, token } = await connect(shop);
    shop.quirks.gzip = true;
    const response = await fetch(`${shop.baseUrl}rest/V1/directory/currency`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toMatchObject({ base_currency_code: 'EUR' });
    delete shop.quirks.gzip;
    expect(await restCall(shop, 'rest/V1/modules', keys, token)).toMatchObject({ status: 200 });
  });
});

describe('an answer in other letters and another frame', () => {
  test('declares one character set, and has another', async () => {
    const shop = await openShop({ quirks: { charset: { encoding: 'utf8', declared: 'iso-8859-1' } } });
    const latin = await fetch(`${shop.baseUrl}rest/V1/directory/currency`);
    expect(latin.headers.get('content-type')).toBe('application/json; charset=iso-8859-1');
    shop.quirks.charset = { encoding: 'utf16le', declared: 'utf-16' };
    const wide = Buffer.from(await (await fetch(`${shop.baseUrl}rest/V1/directory/currency`)).arrayBuffer());
    expect(wide.toString('utf16le')).toContain('"base_currency_code":"EUR"');
  });

  test('has a length beside its chunks', async () => {
    const shop = await openShop({ quirks: { lengthBesideChunks: 3 } });
    const request = get(`${shop.baseUrl}rest/V1/directory/currency`, { insecureHTTPParser: true });
    const [response] = await once(request, 'response');
    expect(response.headers).toMatchObject({ 'content-length': '3', 'transfer-encoding': 'chunked' });
    expect(JSON.parse(await text(response))).toMatchObject({ base_currency_code: 'EUR' });
  });
});

describe('parameters of an error', () => {
  const english = "The consumer isn't authorized to access %resources.";
  const orders = 'Magento_Sales::actions_view';

  test.each([
    ['list', { message: english.replace('%resources', '%1'), parameters: [orders] }],
    ['null', { message: english, parameters: null }],
    ['nested', { message: english, parameters: { resources: [orders] } }],
  ] as const)('come as %s', async (parameters, body) => {
    const shop = await openShop({ quirks: { parameters } });
    const { keys, token } = await connect(shop);
    shop.setResources(shop.id, ['Magento_Catalog::products']);
    const missing = await restCall(shop, 'rest/V1/orders?searchCriteria=', keys, token);
    expect([missing.status, JSON.parse(missing.body)]).toEqual([401, body]);
  });
});

describe('a list', () => {
  async function pages(lists: ListQuirks, ...asked: [size: number, page: number][]) {
    const shop = await openShop({ quirks: { lists } });
    const { keys, token } = await connect(shop);
    return Promise.all(
      asked.map(async ([size, page]) => {
        const query = `searchCriteria[pageSize]=${size}&searchCriteria[currentPage]=${page}`;
        const {
          items,
          total_count: total,
          search_criteria: criteria,
        } = JSON.parse((await restCall(shop, `rest/V1/orders?${query}`, keys, token)).body);
        const ids: number[] = items.map((item: { entity_id: number }) => item.entity_id);
        return { ids, total, size: criteria.page_size };
      }),
    );
  }

  test('leaves a row out, and counts it', async () => {
    expect(await pages({ leftOut: [3] }, [4, 1], [4, 2])).toEqual([
      { ids: [1, 2, 4], total: 120, size: 4 },
      { ids: [5, 6, 7, 8], total: 120, size: 4 },
    ]);
  });

  test('counts too many, too few, or the page alone', async () => {
    expect(await pages({ count: 7 }, [2, 1])).toMatchObject([{ total: 127 }]);
    expect(await pages({ count: -7 }, [2, 1])).toMatchObject([{ total: 113 }]);
    expect(await pages({ count: 'page' }, [2, 1])).toMatchObject([{ total: 2 }]);
  });

  test.each([
    ['asked', 5],
    ['used', 2],
  ] as const)('caps its pages, and echoes the size %s', async (echo, size) => {
    expect(await pages({ cap: { size: 2, echo } }, [5, 2])).toEqual([{ ids: [3, 4], total: 120, size }]);
  });

  test('repeats its last page, or its first', async () => {
    expect(await pages({ repeatsLast: true }, [100, 3])).toMatchObject([
      { ids: Array.from({ length: 20 }, (_, at) => 101 + at) },
    ]);
    expect(await pages({ turnsNoPages: true }, [2, 7])).toMatchObject([{ ids: [1, 2] }]);
  });
});
