import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Lookup, resolveHost } from '../../../functions/adapters/http/address-guard.ts';
import { assertCallable } from '../../../functions/adapters/http/url-policy.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

/** No look-up here takes any time. */
const never = new AbortController().signal;
const strict = { allowLoopbackStores: false, allowedPorts: [8443] };
const loose = { ...strict, allowLoopbackStores: true };

function resolvingTo(...addresses: readonly string[]): Lookup & { hosts: string[] } {
  const hosts: string[] = [];
  const lookup = async (host: string) => {
    hosts.push(host);
    return addresses.map((address) => ({ address, family: isIP(address) }));
  };
  return Object.assign(lookup, { hosts });
}

const refusedWith = (facts: object) => ({ code: 'store_address_refused', facts: expect.objectContaining(facts) });

const SPECIAL: readonly (readonly [address: string, range: string])[] = [
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['10.0.0.1', 'private'],
  ['100.64.0.1', 'carrierGradeNat'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['169.254.169.254', 'linkLocal'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.170', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['192.31.196.1', 'as112'],
  ['192.52.193.1', 'amt'],
  ['192.88.99.1', 'reserved'],
  ['192.168.1.1', 'private'],
  ['192.175.48.1', 'as112'],
  ['198.18.0.1', 'reserved'],
  ['198.19.255.255', 'reserved'],
  ['198.51.100.1', 'reserved'],
  ['203.0.113.1', 'reserved'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::7f00:1', 'unallocated'],
  ['::ffff:127.0.0.1', 'ipv4Mapped'],
  ['::ffff:8.8.8.8', 'ipv4Mapped'],
  ['::ffff:0:808:808', 'rfc6145'],
  ['64:ff9b::7f00:1', 'rfc6052'],
  ['64:ff9b:1::a00:1', 'rfc6052'],
  ['100::1', 'discard'],
  ['100:0:0:1::1', 'unallocated'],
  ['2001::1', 'teredo'],
  ['2001:2::1', 'benchmarking'],
  ['2001:3::1', 'amt'],
  ['2001:10::1', 'deprecatedOrchid'],
  ['2001:20::1', 'orchid2'],
  ['2001:30::1', 'droneRemoteIdProtocolEntityTags'],
  ['2001:100::1', 'reserved'],
  ['2001:db8::1', 'reserved'],
  ['2002:7f00:1::', '6to4'],
  ['3fff::1', 'reserved'],
  ['4000::1', 'unallocated'],
  ['5f00::1', 'segmentRouting'],
  ['fc00::1', 'uniqueLocal'],
  ['fd00:ec2::254', 'uniqueLocal'],
  ['fe80::1', 'linkLocal'],
  ['fe80::1%eth0', 'malformed'],
  ['2606:4700::1%1', 'malformed'],
  ['fec0::1', 'deprecatedSiteLocal'],
  ['ff02::1', 'multicast'],
  ['0x7f.1', 'malformed'],
  ['127.1', 'malformed'],
  ['2130706433', 'malformed'],
];

describe('a store is called only at public addresses', () => {
  test.each(SPECIAL)('not at %s (%s)', async (address, range) => {
    const attempt = resolveHost('https://shop.example/', strict, never, resolvingTo(address));
    await expect(attempt).rejects.toMatchObject(refusedWith({ range }));
  });

  test.each(SPECIAL.filter(([, range]) => range !== 'loopback'))(
    'not at %s (%s), even where loopback is allowed',
    async (address, range) => {
      const attempt = resolveHost('https://shop.example/', loose, never, resolvingTo(address));
      await expect(attempt).rejects.toMatchObject(refusedWith({ range }));
    },
  );

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::6810:1', '2a00:1450:4001:80b::200e'])(
    'so at %s',
    async (address) => {
      const checked = await resolveHost('https://shop.example/', strict, never, resolvingTo(address));
      expect(checked).toEqual({ origin: 'https://shop.example', addresses: [{ address, family: isIP(address) }] });
    },
  );

  test('one bad address among good ones refuses the host', async () => {
    const attempt = resolveHost('https://shop.example/', strict, never, resolvingTo('8.8.8.8', '10.0.0.1'));
    await expect(attempt).rejects.toMatchObject(refusedWith({ range: 'private' }));
  });

  test.each([
    'https://127.0.0.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
  ])('an address in the URL is checked without asking DNS: %s', async (url) => {
    const lookup = resolvingTo('8.8.8.8');
    await expect(resolveHost(url, strict, never, lookup)).rejects.toMatchObject({ code: 'store_address_refused' });
    expect(lookup.hosts).toEqual([]);
  });

  test('a name without an address cannot be reached', async () => {
    const unknown: Lookup = async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    await expect(resolveHost('https://shop.example/', strict, never, unknown)).rejects.toMatchObject({
      code: 'store_unreachable',
    });
    await expect(resolveHost('https://shop.example/', strict, never, resolvingTo())).rejects.toMatchObject({
      code: 'store_unreachable',
    });
  });
});

describe('the form of a store URL', () => {
  test.each([
    ['http://shop.example/', 'not_https'],
    ['ftp://shop.example/', 'not_https'],
    ['https://user@shop.example/', 'names_user'],
    ['https://:pw@shop.example/', 'names_user'],
    ['https://shop.example./', 'not_public'],
    ['https://shop.example:8080/', 'port_not_allowed'],
    ['https://shop.example:80/', 'port_not_allowed'],
    ['no url', 'malformed'],
  ])('refuses %s: %s', async (url, reason) => {
    const lookup = resolvingTo('8.8.8.8');
    await expect(resolveHost(url, strict, never, lookup)).rejects.toMatchObject(refusedWith({ reason }));
    expect(lookup.hosts).toEqual([]);
  });

  test.each(['https://shop.example/', 'https://shop.example:443/', 'https://shop.example:8443/'])(
    'allows %s',
    async (url) => {
      await expect(resolveHost(url, strict, never, resolvingTo('8.8.8.8'))).resolves.toBeDefined();
    },
  );

  test.each(['http://shop.example/', 'https://shop.example:9999/'])(
    'allowing loopback allows nothing else at %s',
    async (url) => {
      const attempt = resolveHost(url, loose, never, resolvingTo('8.8.8.8'));
      await expect(attempt).rejects.toMatchObject({ code: 'store_address_refused' });
    },
  );

  test.each(['http://localhost:9999/', 'https://localhost/', 'http://127.0.0.1:8082/', 'http://[::1]:8082/'])(
    'allowing loopback allows %s',
    async (url) => {
      await expect(resolveHost(url, loose, never, resolvingTo('127.0.0.1', '::1'))).resolves.toBeDefined();
    },
  );
});

describe('what can be said without DNS', () => {
  test.each(['http://shop.example/', 'https://shop.example:81/', 'https://10.0.0.1/', 'https://[fd00::1]/'])(
    'refuses %s',
    (url) => {
      expect(() => assertCallable(parseStoreUrl(url), strict)).toThrow(
        expect.objectContaining({ code: 'store_url_refused' }),
      );
    },
  );

  test.each([
    ...[
      'https://shop/',
      'https://.shop.example/',
      'https://shop..example/',
      'https://-shop.example/',
      'https://xn--a/',
    ],
    ...['https://shop.1e0/', 'https://shop.x/', "https://sh'op.example/", `https://${'a'.repeat(64)}.example/`],
    `https://${'a.'.repeat(125)}example/`,
  ])('refuses %s, which is no public name, unless loopback stores are allowed', (url) => {
    expect(() => assertCallable(parseStoreUrl(url), strict)).toThrow(
      expect.objectContaining({ facts: { reason: 'not_public' } }),
    );
    expect(() => assertCallable(parseStoreUrl(url), loose)).not.toThrow();
  });

  test.each([
    ...['https://shop.example/', 'https://shop.example:8443/', 'https://8.8.8.8/', 'https://shop_1.example/'],
    ...['https://my--shop.xn--p1ai/', 'https://xn--shp-1ra.example/', `https://${'a'.repeat(63)}.example/`],
  ])('lets %s pass', (url) => {
    expect(() => assertCallable(parseStoreUrl(url), strict)).not.toThrow();
  });

  test('lets a loopback store pass where it is allowed, and there only', () => {
    const store = parseStoreUrl('http://127.0.0.1:8082/');
    expect(() => assertCallable(store, loose)).not.toThrow();
    expect(() => assertCallable(store, strict)).toThrow();
  });
});
