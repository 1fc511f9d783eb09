import { expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { hostOf, identityOf, parseStoreUrl } from '../../../functions/domain/store-url.ts';

test.each([
  ['https://shop.example/', 'https://shop.example/'],
  ['https://shop.example', 'https://shop.example/'],
  ['HTTPS://Shop.Example/', 'https://shop.example/'],
  ['https://shop.example:443/', 'https://shop.example/'],
  ['http://127.0.0.1:8082/', 'http://127.0.0.1:8082/'],
  ['https://shop.example/Shop/en', 'https://shop.example/Shop/en/'],
  ['https://shop.example/index.php/', 'https://shop.example/index.php/'],
  ['https://[2001:db8::1]:8443/', 'https://[2001:db8::1]:8443/'],
])('%s is called at %s', (text, url) => {
  expect(parseStoreUrl(text)).toBe(url);
});

test.each([
  ['', 'not an http'],
  ['shop.example', 'not an http'],
  ['ftp://shop.example/', 'not an http'],
  ['javascript:alert(1)', 'not an http'],
  ['https:/shop.example/', 'plain host'],
  ['https://', 'plain host'],
  ['https://user@shop.example/', 'names a user'],
  ['https://user:pass@shop.example/', 'names a user'],
  ['https://shop.example\\@evil.example/', 'back-slash'],
  ['https://shop.example/\r\nX: y', 'control'],
  ['https://sh\u00f6p.example/', 'non-ASCII'],
  ['https://shop.example/?a=b', 'query'],
  ['https://shop.example/?', 'query'],
  ['https://shop.example/#x', 'fragment'],
  ['https://shop.example:0/', 'port 0'],
  ['https://shop.example:99999/', 'not a URL'],
])('%j is refused', (text, reason) => {
  const refuse = () => parseStoreUrl(text);
  expect(refuse).toThrow(Refusal);
  expect(refuse).toThrow(reason);
});

test('a URL of more than 2,048 characters is refused', () => {
  expect(() => parseStoreUrl(`https://${'a'.repeat(2_100)}.example/`)).toThrow('longer');
});

test('a refusal of a store URL does not repeat the URL', () => {
  expect(() => parseStoreUrl('https://user:hunter2@shop.example/')).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  );
});

test('path and index.php/ do not change which store it is, host, scheme and port do', () => {
  const identity = (text: string) => identityOf(parseStoreUrl(text));
  expect(identity('https://Shop.Example/shop/index.php/')).toBe(identity('https://shop.example'));
  expect(identity('https://shop.example:8443/')).not.toBe(identity('https://shop.example/'));
  expect(identity('https://www.shop.example/')).not.toBe(identity('https://shop.example/'));
});

test('people are shown the host, with a port only where it is not the default', () => {
  expect(hostOf(parseStoreUrl('https://shop.example:443/x/'))).toBe('shop.example');
  expect(hostOf(parseStoreUrl('https://shop.example:8443/'))).toBe('shop.example:8443');
});
