import { isIP } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lookup } from '../../functions/adapters/http/address-guard.ts';
import { assertCallable, type UrlPolicy } from '../../functions/adapters/http/url-policy.ts';
import { sealed } from '../../functions/adapters/kms/sealed.ts';
import { magentoStore } from '../../functions/adapters/magento/magento-store.ts';
import type { RequestUrl } from '../../functions/adapters/magento/transport/request-url.ts';
import { send } from '../../functions/adapters/magento/transport/send.ts';
import { receiveCallback } from '../../functions/callback/receive-callback.ts';
import { parseProductId } from '../../functions/domain/ids.ts';
import type { StoreUrl } from '../../functions/domain/stores/store-url.ts';
import { HONEST, HOSTILE, NAMES, NEVER_CALLED } from './corpus/store-urls.ts';
import { tries } from './harness/attack-count.ts';
import { watchSockets } from './harness/opened-sockets.ts';

const PRODUCTION: UrlPolicy = { allowLoopbackStores: false, allowedPorts: [] };
const ON_ONE_COMPUTER: UrlPolicy = { allowLoopbackStores: true, allowedPorts: [] };
const PUBLIC = '93.184.215.14';
const KEYS = { consumerKey: 'k'.repeat(32), consumerSecret: 's'.repeat(32), verifier: 'v'.repeat(32) };

const found = (addresses: readonly string[]) =>
  addresses.map((address) => ({ address, family: isIP(address.split('%')[0] ?? '') || 4 }));
const answering =
  (names: Readonly<Record<string, readonly string[]>>, otherwise: readonly string[]): Lookup =>
  async (host) =>
    found(Object.hasOwn(names, host) ? (names[host] ?? []) : otherwise);
/** Whatever a hostile value's host is taken for, it leads to somewhere that may be called: names are no excuse here. */
const everythingIsPublic = answering({}, [PUBLIC]);

let sockets: ReturnType<typeof watchSockets>;
beforeEach(() => {
  sockets = watchSockets();
});
afterEach(() => sockets.stop());

/** Magento's message with this base URL, as it comes in; the store that was kept, if any. */
async function post(storeBaseUrl: string, policy: UrlPolicy): Promise<StoreUrl | undefined> {
  let kept: StoreUrl | undefined;
  const handle = receiveCallback({
    findProduct: async () => ({ id: parseProductId('demo'), name: 'Acme', brand: {} }),
    callable: (store) => assertCallable(store, policy),
    seal: async () => sealed.parse(new Uint8Array([1])),
    keys: {
      keep: async ({ storeUrl }) => {
        kept = storeUrl;
        return 'kept';
      },
      refuse: async () => {},
    },
    recordRefused: async () => {},
    now: () => new Date(),
    log: () => {},
  });
  const form = new URLSearchParams({
    oauth_consumer_key: KEYS.consumerKey,
    oauth_consumer_secret: KEYS.consumerSecret,
    store_base_url: storeBaseUrl,
    oauth_verifier: KEYS.verifier,
  });
  const request = {
    route: '',
    product: 'demo',
    query: new URLSearchParams(),
    contentType: 'application/x-www-form-urlencoded',
    acceptLanguage: '',
    cookies: new Map<string, string>(),
    body: Buffer.from(form.toString()),
  };
  await handle(request).catch(() => undefined);
  return kept;
}

/** All the way: what the callback keeps, the machine calls. */
async function handshake(storeBaseUrl: string, policy: UrlPolicy, lookup: Lookup): Promise<void> {
  const store = await post(storeBaseUrl, policy);
  if (store !== undefined)
    await magentoStore(policy, lookup)
      .requestToken(store, KEYS)
      .catch(() => undefined);
}

/** The last check alone, as if every check before it had accepted the value. */
async function sendTo(url: string, policy: UrlPolicy, lookup: Lookup): Promise<void> {
  const outgoing = { method: 'POST', url: `${url}oauth/token/request` as RequestUrl, authorization: 'OAuth' } as const;
  await send(outgoing, { policy, lookup, deadlineMilliseconds: 2_000 }).catch(() => undefined);
}

describe('the corpus', () => {
  test('holds at least 150 hostile values and 40 honest ones, none twice', (context) => {
    tries(context, {});
    const hostile = [...HOSTILE, ...Object.keys(NAMES)];
    expect(new Set(hostile).size).toBe(hostile.length);
    expect(hostile.length).toBeGreaterThanOrEqual(150);
    expect(new Set(HONEST).size).toBe(HONEST.length);
    expect(HONEST.length).toBeGreaterThanOrEqual(40);
  });
});

describe('in production, no packet leaves', () => {
  test.each(HOSTILE)('for %j', async (url) => {
    await handshake(url, PRODUCTION, everythingIsPublic);
    expect(sockets.departures).toEqual([]);
    expect(sockets.opened()).toBe(0);
  });

  test.each(Object.keys(NAMES))('for the name %s', async (name) => {
    await handshake(`https://${name}/`, PRODUCTION, answering(NAMES, []));
    await sendTo(`https://${name}/`, PRODUCTION, answering(NAMES, []));
    expect(sockets.opened()).toBe(0);
  });
});

describe('on one computer, where loopback stores are allowed, no packet leaves', () => {
  test.each(NEVER_CALLED)('for %j', async (url) => {
    await handshake(url, ON_ONE_COMPUTER, everythingIsPublic);
    await handshake(url.replace(/^https:/, 'http:').replace(/\/$/, ':8080/'), ON_ONE_COMPUTER, everythingIsPublic);
    expect(sockets.departures).toEqual([]);
    expect(sockets.opened()).toBe(0);
  });
});

describe('a name that answers anew each time', () => {
  const rebinding = (...answers: (readonly string[])[]): Lookup => {
    let asked = 0;
    return async () => found(answers[Math.min(asked++, answers.length - 1)] ?? []);
  };

  test.each([...new Set(Object.values(NAMES).flat())].filter((address) => !address.startsWith('93.184.215.')))(
    'is never called at %s, whenever it says so',
    async (address) => {
      for (const lookup of [rebinding([PUBLIC], [address]), rebinding([address], [PUBLIC])]) {
        for (let call = 0; call < 3; call += 1) await sendTo('https://rebind.example/', PRODUCTION, lookup);
      }
      expect(sockets.opened()).toBeGreaterThan(0);
      expect([...new Set(sockets.departures.flatMap(({ addresses }) => addresses))]).toEqual([PUBLIC]);
    },
  );

  test('is asked once per request: the socket goes to the address that was checked', async () => {
    let asked = 0;
    const lookup: Lookup = async () => {
      asked += 1;
      return found([asked === 1 ? PUBLIC : '127.0.0.1']);
    };
    await sendTo('https://rebind.example/', PRODUCTION, lookup);
    expect(asked).toBe(1);
    expect(sockets.departures).toEqual([{ host: 'rebind.example', port: 443, addresses: [PUBLIC] }]);
  });
});

describe('an honest store', () => {
  test.for(HONEST)('at %s is kept, and called at its checked address', async (url, context) => {
    tries(context, { honest: 1 });
    const store = await post(url, PRODUCTION);
    expect(store).toBeDefined();
    await handshake(url, PRODUCTION, everythingIsPublic);
    const { hostname } = new URL(url);
    const literal = hostname.replace(/^\[|\]$/g, '');
    expect(sockets.departures).toEqual([
      { host: literal, port: 443, addresses: [isIP(literal) === 0 ? PUBLIC : literal] },
    ]);
  });
});
