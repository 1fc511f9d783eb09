import { describe, expect, test } from 'vitest';
import { requestUrl } from '../../../functions/adapters/magento/transport/request-url.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

const store = parseStoreUrl('https://shop.example/sub/index.php/');
const BASE = 'https://shop.example/sub/index.php/';

describe('the URL of a request', () => {
  test.each([
    ['lies below the base URL', 'rest/V1/modules', 'rest/V1/modules'],
    ['does not mind a slash in front', '/rest/V1/modules', 'rest/V1/modules'],
    ['has no empty query', 'rest/V1/modules?', 'rest/V1/modules'],
    ['gives a name without = one', 'a?searchCriteria', 'a?searchCriteria='],
    ['encodes a second = of a value', 'a?b=c=d', 'a?b=c%3Dd'],
    ['encodes brackets', 'a?b[c][0]=d&e=f[g]', 'a?b%5Bc%5D%5B0%5D=d&e=f%5Bg%5D'],
    ['spells encodings in one way', 'a?b%5bc%5d=%2f%41', 'a?b%5Bc%5D=%2FA'],
    ['writes a plus of a query as the blank PHP reads', 'a?b=c+d%2Be', 'a?b=c%20d%2Be'],
    ['keeps bytes that are no UTF-8', 'a?b=%FF', 'a?b=%FF'],
    ['encodes raw characters', "a?b=é 'x'\"<", 'a?b=%C3%A9%20%27x%27%22%3C'],
    ['drops empty pieces', 'a?&b=1&&c=2&', 'a?b=1&c=2'],
    ['takes a # for data', 'a#b?c=d#e', 'a%23b?c=d%23e'],
    ['keeps an encoded slash apart from a slash', 'products/a%2fb/c', 'products/a%2Fb/c'],
    ['keeps an encoded plus apart from a plus', 'products/a%2Bb+c', 'products/a%2Bb+c'],
    ['encodes specials of a path', "products/a'b!c*d|e^f(g)", 'products/a%27b%21c%2Ad%7Ce%5Ef(g)'],
    ['decodes what needs no encoding', 'products/%41%2D%7e', 'products/A-~'],
    ['takes a stray percent sign for data', 'products/50%', 'products/50%25'],
  ])('%s', (_rule, target, below) => {
    expect(requestUrl(store, target)).toBe(BASE + below);
  });

  test.each([
    'rest/V1/products/a%27b%21c(d)%2A?b%5Bc%5D=d%20e&f=%27',
    "products/a'b!c*d|e^f(g);h:i@j&k=l$m,n`o{p}\"q<r>?s='t'",
  ])('goes over the wire as it was signed: %s', (target) => {
    const url = requestUrl(store, target);
    expect(new URL(url).href).toBe(url);
  });

  test.each([
    ['a?b=1&b=2', 'a parameter is repeated'],
    ['a?b%5B%5D=1&b[]=2', 'a parameter is repeated'],
    ['a?=1', 'a parameter has no name'],
    ['a?10=1', 'the name of a parameter is a number'],
    ['a?oauth_token=1', 'the name of a parameter looks like one of OAuth'],
    ['a?x_oauth_y=1', 'the name of a parameter looks like one of OAuth'],
    ['a/../b', 'the path holds a dot segment'],
    ['a/%2E%2e', 'the path holds a dot segment'],
    ['./a', 'the path holds a dot segment'],
  ])('is not made of %s: %s', (target, reason) => {
    expect(() => requestUrl(store, target)).toThrow(
      expect.objectContaining({ code: 'request_ambiguous', facts: { reason } }),
    );
  });
});
