import { describe, expect, test } from 'vitest';
import { requestUrl } from '../../../functions/adapters/magento/transport/request-url.ts';
import { type RestPath, restTarget } from '../../../functions/adapters/magento/transport/rest-target.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

const store = parseStoreUrl('https://shop.example/');
const urlOf = (path: RestPath) => requestUrl(store, restTarget(path)).slice('https://shop.example/'.length);

describe('a path', () => {
  test.each<[RestPath['path'], string]>([
    ['V1/products/24-MB01', 'rest/V1/products/24-MB01'],
    ['/V1/products/24-MB01', 'rest/V1/products/24-MB01'],
    ['V1/products/ABC%2F10', 'rest/V1/products/ABC%2F10'],
    ['V1/products/50%25%20off', 'rest/V1/products/50%25%20off'],
    ['V1/products/a#b', 'rest/V1/products/a%23b'],
    ['V1/products/größe', 'rest/V1/products/gr%C3%B6%C3%9Fe'],
    [['V1', 'products', "a/b+c'd!e*f%g#h?i&j"], 'rest/V1/products/a%2Fb%2Bc%27d%21e%2Af%25g%23h%3Fi%26j'],
    [['V1', 'products', '日本 1'], 'rest/V1/products/%E6%97%A5%E6%9C%AC%201'],
    ['async/bulk/V1/products', 'rest/async/bulk/V1/products'],
  ])('%j is called as %s', (path, url) => {
    expect(urlOf({ path })).toBe(url);
  });

  test('goes below the store view that is named', () => {
    expect(urlOf({ path: 'V1/orders', store: 'all' })).toBe('rest/all/V1/orders');
  });

  test.each([
    'https://evil.example/V1/orders',
    '//evil.example/V1/orders',
    '\\\\evil.example\\V1',
    '@evil.example/V1/orders',
    'oauth/token/request',
    'rest/V1/orders',
    'admin',
    '',
    'V1/../../admin',
    'V1/%2e%2e/%2E%2E/admin',
    'V1/.%2e/admin',
    'V1/./orders',
    'V1/orders\r\nHost: evil.example',
    'V1/orders%0d%0aHost:%20evil.example',
    'V1/orders%00',
    'V1/orders?searchCriteria[pageSize]=1',
    'V1x/orders',
  ])('%j is refused', (path) => {
    expect(() => urlOf({ path })).toThrow(expect.objectContaining({ code: 'path_refused' }));
  });

  test.each([[['V1', '..', 'admin']], [['..', 'V1', 'orders']], [['V1', 'a\r\nb']], [['https:', '', 'evil.example']]])(
    '%j is refused',
    (path) => {
      expect(() => urlOf({ path })).toThrow(expect.objectContaining({ code: 'path_refused' }));
    },
  );
});

describe('a query', () => {
  const queryOf = (query: RestPath['query']) =>
    decodeURIComponent(urlOf({ path: 'V1/orders', query }).split('?')[1] ?? '');

  test('is nested as PHP nests it', () => {
    const searchCriteria = {
      filterGroups: [{ filters: [{ field: 'created_at', value: '2026-11-01 00:00:00', conditionType: 'gt' }] }],
      pageSize: 50,
    };
    expect(queryOf({ searchCriteria })).toBe(
      'searchCriteria[filterGroups][0][filters][0][field]=created_at' +
        '&searchCriteria[filterGroups][0][filters][0][value]=2026-11-01 00:00:00' +
        '&searchCriteria[filterGroups][0][filters][0][conditionType]=gt' +
        '&searchCriteria[pageSize]=50',
    );
  });

  test('keeps what a value holds', () => {
    const value = 'a&b=c[0]+d#é%20';
    const url = urlOf({ path: 'V1/orders', query: { value } });
    expect(new URL(url, 'https://shop.example').searchParams.get('value')).toBe(value);
  });

  test('may be written flat, too', () => {
    expect(queryOf({ 'searchCriteria[pageSize]': 5 })).toBe('searchCriteria[pageSize]=5');
  });

  test('says yes and no as numbers, and leaves out what is nothing', () => {
    expect(queryOf({ yes: true, no: false, nothing: null, empty: [], none: {} })).toBe('yes=1&no=0');
    expect(urlOf({ path: 'V1/orders', query: {} })).toBe('rest/V1/orders');
  });

  test.each([{ oauth_token: 'x' }, { 5: 'x' }, { '': 'x' }, { a: { b: 1 }, 'a[b]': 2 }])(
    '%j cannot be signed',
    (query) => {
      expect(() => urlOf({ path: 'V1/orders', query })).toThrow(expect.objectContaining({ code: 'request_ambiguous' }));
    },
  );
});

test.each([
  'V1/x/..%2F..%2F..%2Foauth/token/access',
  'V1/x/..%5C..%5Cadmin',
  'V1/%2e%2e%2fadmin',
  'V1/x%2F..',
  'V1/x/%252e%252e%252Fadmin',
  'V1/x/..%25252Fadmin',
  ['V1', '../../admin'],
  ['V1', '..\\..\\admin'],
  ['V1', 'x/.'],
  ['V1', '..%2Fadmin'],
  ['V1', '%2e%2e'],
  ['V1', '%252e%252e'],
])('a dot segment that %j becomes once it is decoded is refused', (path) => {
  expect(() => restTarget({ path })).toThrow(expect.objectContaining({ code: 'path_refused' }));
});

test.each(['V1/products/a%2Fb', 'V1/products/..a%2F.b', 'V1/products/100%2525', ['V1', 'products', '1/2 "..." 3.5']])(
  'a value with a slash or dots of its own is not: %j',
  (path) => {
    expect(restTarget({ path })).toMatch(/^rest\/V1\/products\//);
  },
);
