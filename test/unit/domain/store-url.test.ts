import { expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { hostOf, parseStoreUrl, readableOrigin, searchedHost } from '../../../functions/domain/stores/store-url.ts';

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
  ['', 'not_https'],
  ['shop.example', 'not_https'],
  ['ftp://shop.example/', 'not_https'],
  ['javascript:alert(1)', 'not_https'],
  ['https:/shop.example/', 'malformed'],
  ['https://', 'malformed'],
  ['https://user@shop.example/', 'names_user'],
  ['https://user:pass@shop.example/', 'names_user'],
  ['https://shop.example\\@evil.example/', 'malformed'],
  ['https://shop.example/\r\nX: y', 'malformed'],
  ['https://shop.example/caf\u00e9/', 'malformed'],
  ['https://\uff53hop.example/', 'malformed'],
  ['https://sh\u043ep.example/', 'malformed'],
  ['https://user@sch\u00f6n.example/', 'malformed'],
  ['https://\u0661\u0662\u0667.0.0.1/', 'malformed'],
  ['https://shop.example/?a=b', 'has_query'],
  ['https://shop.example/?', 'has_query'],
  ['https://shop.example/#x', 'has_fragment'],
  ['https://shop.example:0/', 'port_not_allowed'],
  ['https://shop.example:99999/', 'malformed'],
])('%j is refused', (text, reason) => {
  const refuse = () => parseStoreUrl(text);
  expect(refuse).toThrow(Refusal);
  expect(refuse).toThrow(reason);
});

test('a URL of more than 2,048 characters is refused', () => {
  expect(() => parseStoreUrl(`https://${'a'.repeat(2_100)}.example/`)).toThrow('too_long');
});

test('a refusal of a store URL does not repeat the URL', () => {
  expect(() => parseStoreUrl('https://user:hunter2@shop.example/')).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  );
});

test.each([
  ['http://10.0.0.1/', 'http://10.0.0.1/'],
  ['https://shop.example:8443/x/?a=b#c', 'https://shop.example:8443/'],
  ['https://user:hunter2@shop.example/', 'https://shop.example/'],
  ['ftp://shop.example/', 'https://unreadable.invalid/'],
  ['hunter2', 'https://unreadable.invalid/'],
  [`https://${'a'.repeat(2_100)}.example/`, 'https://unreadable.invalid/'],
])('of %j, %s is remembered when it is refused', (text, origin) => {
  expect(readableOrigin(text)).toBe(origin);
});

test('people are shown the host, with a port only where it is not the default', () => {
  expect(hostOf(parseStoreUrl('https://shop.example:443/x/'))).toBe('shop.example');
  expect(hostOf(parseStoreUrl('https://shop.example:8443/'))).toBe('shop.example:8443');
});

test.each([
  'https://Sch\u00f6n.example/de/',
  'https://sch\u00f6n.example:8443',
  'https://\u30b7\u30e7\u30c3\u30d7abc.example/',
  'https://\u043c\u0430\u0433\u0430\u0437\u0438\u043d.\u0440\u0444/',
])('a host in letters of its own, %j, is read as DNS has it', (text) => {
  const { hostname, port, pathname } = new URL(text);
  const path = pathname.endsWith('/') ? pathname : `${pathname}/`;
  expect(parseStoreUrl(text)).toBe(`https://${hostname}${port && `:${port}`}${path}`);
  expect(hostname).toContain('xn--');
});

test('a host in letters of its own keeps its meaning', () => {
  expect(parseStoreUrl('https://m\u00fcnchen.example/')).toBe('https://xn--mnchen-3ya.example/');
});

test('an accent written as a character of its own makes no other host', () => {
  expect(parseStoreUrl('https://mu\u0308nchen.example/')).toBe('https://xn--mnchen-3ya.example/');
});

test.each([
  ['Shop.Example', 'shop.example'],
  ['shop.example:443', 'shop.example'],
  ['shop.example:8443', 'shop.example:8443'],
  ['M\u00fcnchen.example', 'xn--mnchen-3ya.example'],
  ['m\u00fcnchen.example:8443', 'xn--mnchen-3ya.example:8443'],
  ['XN--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
  ['[2001:DB8::1]:8443', '[2001:db8::1]:8443'],
  ['sh\u043ep.example', 'sh\u043ep.example'],
  ['shop.example/x', 'shop.example'],
  ['user@shop.example', 'user@shop.example'],
  [':', ':'],
])('%j is looked for as %s', (text, host) => {
  expect(searchedHost(text)).toBe(host);
});
