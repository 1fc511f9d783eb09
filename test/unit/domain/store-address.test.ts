import { describe, expect, test } from 'vitest';
import {
  addressesOf,
  shorterAddress,
  shownAddress,
  storeAddress,
} from '../../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

const addressOf = (text: string) => storeAddress(parseStoreUrl(text));

describe('the address of a store', () => {
  test.each([
    ['https://Shop.Example', 'https://shop.example/'],
    ['https://shop.example:443/index.php/', 'https://shop.example/'],
    ['https://shop.example/shop/index.php/', 'https://shop.example/shop/'],
    ['https://shop.example/index.php/fr/', 'https://shop.example/index.php/fr/'],
    ['https://shop.example/myindex.php/', 'https://shop.example/myindex.php/'],
    ['https://shop.example:8443/', 'https://shop.example:8443/'],
    ['http://localhost/index.php/', 'http://localhost/'],
  ])('%s is %s', (url, address) => {
    expect(addressOf(url)).toBe(address);
  });

  test('differs by scheme, host, port and path', () => {
    const urls = ['https://shop.example/', 'http://shop.example/', 'https://www.shop.example/'];
    const more = ['https://shop.example:8443/', 'https://shop.example/a/', 'https://shop.example/A/'];
    expect(new Set([...urls, ...more].map(addressOf)).size).toBe(6);
  });
});

describe('the address without a store code', () => {
  test.each([
    ['https://shop.example/default/', 'https://shop.example/'],
    ['https://shop.example/shop/de_CH/', 'https://shop.example/shop/'],
    ['https://shop.example:8443/fr/', 'https://shop.example:8443/'],
    ['http://localhost/default/', 'http://localhost/'],
    ['https://[2001:db8::1]/default/', 'https://[2001:db8::1]/'],
  ])('of %s is %s', (url, shorter) => {
    expect(shorterAddress(addressOf(url))).toBe(shorter);
  });

  test.each([
    'https://shop.example/',
    // The host is no store code, though it may look like one.
    'http://localhost/',
    'https://shop/',
    // Store codes begin with a letter, and hold neither hyphens nor dots.
    'https://shop.example/1st/',
    'https://shop.example/de-ch/',
    'https://shop.example/a.b/',
    'https://shop.example/%41/',
  ])('does not exist for %s', (url) => {
    expect(shorterAddress(addressOf(url))).toBeUndefined();
  });
});

test('a store is looked for at its own address first, then without a store code', () => {
  const of = (text: string) => addressesOf(parseStoreUrl(text));
  expect(of('https://shop.example/default/index.php/')).toEqual([
    'https://shop.example/default/',
    'https://shop.example/',
  ]);
  expect(of('https://shop.example/')).toEqual(['https://shop.example/']);
  expect(of('http://localhost/')).toEqual(['http://localhost/']);
});

test('people are shown host and path', () => {
  expect(shownAddress(parseStoreUrl('https://shop.example:8443/index.php/'))).toBe('shop.example:8443');
  expect(shownAddress(parseStoreUrl('https://shop.example/a/'))).toBe('shop.example/a/');
});
