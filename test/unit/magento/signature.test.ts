import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  authorizationHeader,
  GENERATIONS,
  type Generation,
  signedAlike,
} from '../../../functions/adapters/magento/signing/signature.ts';

const keys = { consumerKey: 'ck', consumerSecret: 'c&s', nonce: 'n', timestamp: 1 };
const OAUTH =
  'oauth_consumer_key=ck&oauth_nonce=n&oauth_signature_method=HMAC-SHA256&oauth_timestamp=1&oauth_version=1.0';
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The header that stands for this base URL and these parameters, given as Magento normalises them. */
function expected(baseUrl: string, parameters: string, method = 'GET'): string {
  const base = `${method}&${encode(baseUrl)}&${encode(parameters)}`;
  const signature = createHmac('sha256', 'c%26s&').update(base).digest('base64');
  return [
    'OAuth oauth_consumer_key="ck"',
    'oauth_nonce="n"',
    `oauth_signature="${encode(signature)}"`,
    'oauth_signature_method="HMAC-SHA256"',
    'oauth_timestamp="1"',
    'oauth_version="1.0"',
  ].join(',');
}

const sign = (generation: Generation, url: string, method = 'GET'): string =>
  authorizationHeader({ ...keys, method, url, generation });

const HOST = 'https://shop.example';

describe('the base URL', () => {
  test.each<[Generation, string, string]>([
    ['2.4.8', 'HTTPS://Shop.Example:0443/a', 'HTTPS://Shop.Example:443/a'],
    ['2.4.6', 'HTTPS://Shop.Example:443/a', `${HOST}/a`],
    ['2.0', 'HTTPS://Shop.Example:443/a', `${HOST}/a`],
    ['2.0', 'http://shop.example:80/a', 'http://shop.example/a'],
    ['2.0', 'http://shop.example:443/a', 'http://shop.example:443/a'],
    ['2.4.6', 'https://shop.example:80/a', 'https://shop.example:80/a'],
    ['2.4.6', 'https://shop.example:8080/a', 'https://shop.example:8080/a'],
    ['2.4.8', 'http://[2606:4700::1]:8080/a', 'http://[2606:4700::1]:8080/a'],
    ['2.4.6', 'http://[2606:4700::1]:8080/a', 'http://[2606:4700::1]:8080/a'],
    ['2.0', 'http://[2606:4700::1]:8080/a', 'http://2606:4700::1:8080/a'],
    ['2.4.8', HOST, HOST],
    ['2.4.6', HOST, `${HOST}/`],
    ['2.0', HOST, HOST],
    ['2.4.8', `${HOST}/a#b?c=d`, `${HOST}/a`],
    ['2.4.6', `${HOST}/a#b?c=d`, `${HOST}/a`],
    ['2.4.8', 'https://user:pw@shop.example/a', `${HOST}/a`],
  ])('%s reads %s as %s', (generation, url, baseUrl) => {
    expect(sign(generation, url)).toBe(expected(baseUrl, OAUTH));
  });

  test.each([
    ['/a%2fb', '/a/b'],
    ['/%c3%a9', '/%C3%A9'],
    ['/a%2Bb%3Ac%40d%26e%3Df%24g%2Ch%3Bi', '/a+b:c@d&e=f$g,h;i'],
    ['/%21%27%28%29%2A', '/%21%27%28%29%2A'],
    ["/!'()*", '/%21%27()%2A'],
    ['/%2541', '/%41'],
    ['/50%25off', '/50%25off'],
    ['/50%', '/50%25'],
    ['/a%zz', '/a%25zz'],
    ['/a|b[c]', '/a%7Cb%5Bc%5D'],
    ['/é', '/%C3%A9'],
    ['/%FF', '/%FF'],
    ['/a/./b/../c', '/a/c'],
    ['/a/b/..', '/a/'],
    ['/a/b/.', '/a/b/'],
    ['/a//../b', '/a/b'],
    ['/a/...', '/a/...'],
    ['/a/%2E%2E/b', '/a/../b'],
    ['/~a-b_c.d', '/~a-b_c.d'],
  ])('2.4.6 normalises the path %s to %s', (path, normalised) => {
    expect(sign('2.4.6', HOST + path)).toBe(expected(HOST + normalised, OAUTH));
  });

  test.each(["/a%2fb/./c/../d!'()*", '/%c3%a9%FF'])('the others take the path %s as sent', (path) => {
    for (const generation of ['2.4.8', '2.0'] as const) {
      expect(sign(generation, HOST + path)).toBe(expected(HOST + path, OAUTH));
    }
  });
});

describe('the parameters', () => {
  test.each([
    ['an empty name is signed', '=x', `=x&${OAUTH}`],
    ['empty pieces are nothing', 'a=1&&b=2&', `a=1&b=2&${OAUTH}`],
    ['a repeated name keeps its last value', 'a=1&b=2&a=3', `a=3&b=2&${OAUTH}`],
    ['percent-encoding is case-blind', 'a%5b%5D=%2f', `a%5B%5D=%2F&${OAUTH}`],
    ['a percent sign without two digits is itself', 'a=%zz%4', `a=%25zz%254&${OAUTH}`],
    ['bytes need not be UTF-8', 'a=%FF%fe', `a=%FF%FE&${OAUTH}`],
    ['raw characters count as UTF-8', 'a=é€', `a=%C3%A9%E2%82%AC&${OAUTH}`],
    ['a tilde stays', 'a=%7E~', `a=~~&${OAUTH}`],
    ['a signature in the query is never signed', 'oauth_signature=x', OAUTH],
    ['an encoded one neither', '%6Fauth_signature=x', OAUTH],
    ['case decides the order', '_=1&a=2&Z=3', `Z=3&_=1&a=2&${OAUTH}`],
  ])('in every generation: %s', (_rule, query, parameters) => {
    for (const generation of GENERATIONS) {
      expect(sign(generation, `${HOST}/?${query}`)).toBe(expected(`${HOST}/`, parameters));
    }
  });

  test.each([
    ['a name without = is dropped', 'a', OAUTH],
    ['a value with = is dropped', 'a=b=c', OAUTH],
    ['a plus stays a plus', 'a+b=c+d', `a%2Bb=c%2Bd&${OAUTH}`],
    ['dots in names stay', 'a.b=c', `a.b=c&${OAUTH}`],
    ['names with oauth_ in them are left out', 'x_oauth_y=1', OAUTH],
    ['numbers as names sort as numbers', '10=x&9=y', `9=y&10=x&${OAUTH}`],
    ['numbers in brackets sort as numbers', 'a[10]=x&a[9]=y', `a%5B9%5D=y&a%5B10%5D=x&${OAUTH}`],
  ])('up to 2.4.7: %s', (_rule, query, parameters) => {
    for (const generation of ['2.4.6', '2.0'] as const) {
      expect(sign(generation, `${HOST}/?${query}`)).toBe(expected(`${HOST}/`, parameters));
    }
  });

  test.each([
    ['a name without = is signed with nothing', 'a', `a=&${OAUTH}`],
    ['unless it has brackets', 'a[b]', OAUTH],
    ['a value with = is signed whole', 'a=b=c', `a=b%3Dc&${OAUTH}`],
    ['unless its name has brackets', 'a[b]=c=d', OAUTH],
    ['a plus is a blank, as PHP reads it', 'a=c+d', `a=c%20d&${OAUTH}`],
    ['unless its name has brackets', 'a[b]=c+d', `a%5Bb%5D=c%2Bd&${OAUTH}`],
    ['a dotted name is signed in both spellings', 'a.b=c', `a.b=c&a_b=c&${OAUTH}`],
    ['so is a name with a bracket that never closes', 'a[b=c', `a%5Bb=c&a_b=c&${OAUTH}`],
    ['an array takes the place of a scalar', 'a=1&a[b]=2', `a%5Bb%5D=2&${OAUTH}`],
    ['a scalar takes the place of an array', 'a[b]=2&a=1', `a=1&a%5Bb%5D=2&${OAUTH}`],
    ['names with oauth_ in them are signed', 'x_oauth_y=1', `${OAUTH}&x_oauth_y=1`],
    ['a query overrides the header', 'oauth_nonce=q', OAUTH.replace('nonce=n', 'nonce=q')],
    ['numbers in brackets sort as text', 'a[9]=x&a[10]=y&a[1]=z', `a%5B10%5D=y&a%5B1%5D=z&a%5B9%5D=x&${OAUTH}`],
  ])('since 2.4.8: %s', (_rule, query, parameters) => {
    expect(sign('2.4.8', `${HOST}/?${query}`)).toBe(expected(`${HOST}/`, parameters));
  });
});

describe('the header', () => {
  test('carries token and verifier, and signs with the token secret', () => {
    const header = authorizationHeader({
      ...keys,
      method: 'post',
      url: `${HOST}/oauth/token/access`,
      token: 't',
      tokenSecret: 'ts',
      verifier: 'v',
      generation: '2.4.8',
    });
    const parameters = OAUTH.replace('&oauth_version', '&oauth_token=t&oauth_verifier=v&oauth_version');
    const base = `POST&${encode(`${HOST}/oauth/token/access`)}&${encode(parameters)}`;
    const signature = createHmac('sha256', 'c%26s&ts').update(base).digest('base64');
    expect(header).toBe(
      `OAuth oauth_consumer_key="ck",oauth_nonce="n",oauth_signature="${encode(signature)}",oauth_signature_method="HMAC-SHA256",oauth_timestamp="1",oauth_token="t",oauth_verifier="v",oauth_version="1.0"`,
    );
  });

  test('names nothing but oauth_ parameters', () => {
    const names = sign('2.4.8', `${HOST}/?a=1&b[c]=2`).slice('OAuth '.length).split(',');
    expect(names.every((pair) => pair.startsWith('oauth_'))).toBe(true);
  });

  test('has a fresh nonce of 128 bits every time, and the time of day in seconds', () => {
    const nonces = Array.from({ length: 600 }, () => {
      const header = authorizationHeader({
        method: 'GET',
        url: HOST,
        consumerKey: 'c',
        consumerSecret: 's',
        generation: '2.0',
      });
      const [, nonce = '', timestamp = ''] = /oauth_nonce="([0-9a-f]{32})".*oauth_timestamp="(\d+)"/.exec(header) ?? [];
      expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
      return nonce;
    });
    expect(new Set(nonces).size).toBe(600);
    expect(nonces).not.toContain('');
  });

  test.each(['', '/rest/V1/modules', 'shop.example/rest', 'https:///rest'])('is not made for %j', (url) => {
    expect(() => sign('2.4.8', url)).toThrow(TypeError);
  });
});

describe('signing alike', () => {
  test.each<[string, Generation, Generation, boolean]>([
    [`${HOST}/rest/V1/modules`, '2.4.8', '2.0', true],
    [`${HOST}/rest?a%5B2%5D=1&a%5B10%5D=1`, '2.4.8', '2.4.6', false],
    [`${HOST}/rest?a%5B2%5D=1&a%5B10%5D=1`, '2.4.6', '2.0', true],
    [`${HOST}/rest/a%2Fb`, '2.4.6', '2.0', false],
    [`${HOST}/rest/a%2Fb`, '2.4.8', '2.0', true],
    [`${HOST}/rest?oauth_nonce=x`, '2.4.8', '2.0', false],
  ])('%s: %s and %s: %s', (url, one, other, alike) => {
    expect(signedAlike(url, one, other)).toBe(alike);
  });
});
