import { describe, expect, test } from 'vitest';
import type { DemoStoreOptions } from '../../../../infra/local/demo-store/demo-store.ts';
import { drawCleanup } from '../../../../infra/local/demo-store/tables.ts';
import type { Posted } from '../endpoint.ts';
import { openEndpoint } from '../endpoint.ts';
import {
  accessCall,
  connect,
  keysOf,
  later,
  openShop,
  problemIn,
  requestCall,
  restCall,
  rowsOf,
  tokenIn,
} from '../shop.ts';

const TWO_HOURS_SECONDS = 120 * 60;

async function activated(options: DemoStoreOptions = {}) {
  const shop = await openShop(options);
  await shop.activate(shop.id);
  return shop;
}

function verifiersIn(posted: readonly Posted[]): (string | null)[] {
  return posted.map(({ body }) => new URLSearchParams(body).get('oauth_verifier'));
}

/** Activate, request call, Activate, and then the access call with what the request call gave. */
async function connectedPastSecondActivate() {
  const endpoint = await openEndpoint();
  const integrations = [{ name: 'Acme', endpointUrl: endpoint.url, identityLinkUrl: 'http://127.0.0.1:1/login' }];
  const shop = await activated({ integrations });
  const old = keysOf(shop);
  const request = tokenIn(await requestCall(shop, old));
  await shop.activate(shop.id);
  const second = keysOf(shop).verifier;
  await accessCall(shop, old, request);
  return { shop, endpoint, old, second };
}

describe('Activate pressed again after the request call', () => {
  test('inserts a second row, so a new request call fails on the first', async () => {
    const shop = await activated();
    await requestCall(shop, keysOf(shop));
    await shop.activate(shop.id);
    expect(rowsOf(shop).tokens.map(({ type }) => type)).toEqual(['request', 'verifier']);
    expect(problemIn(await requestCall(shop, keysOf(shop)))).toBe(
      'Cannot create request token because consumer token is not a verifier token',
    );
  });

  test('leaves the old request token usable with the old verifier', async () => {
    const shop = await activated();
    const old = keysOf(shop);
    const request = tokenIn(await requestCall(shop, old));
    await shop.activate(shop.id);
    expect(keysOf(shop).verifier).not.toBe(old.verifier);
    expect(await accessCall(shop, old, request)).toMatchObject({ status: 200 });
  });

  test('is followed to the end by the old request token: its row becomes the access token, the second row stays', async () => {
    const { shop, old, second } = await connectedPastSecondActivate();
    expect(rowsOf(shop)).toMatchObject({
      active: true,
      tokens: [
        { type: 'access', verifier: old.verifier },
        { type: 'verifier', verifier: second },
      ],
    });
  });

  test('makes a later Reauthorize send the verifier of the second row again, which still exchanges', async () => {
    const { shop, endpoint, second } = await connectedPastSecondActivate();
    await shop.reauthorize(shop.id);
    expect(verifiersIn(endpoint.posted).slice(-2)).toEqual([second, second]);
    expect(rowsOf(shop)).toMatchObject({ active: false, tokens: [{ type: 'verifier', verifier: second }] });
    const keys = keysOf(shop);
    expect(await accessCall(shop, keys, tokenIn(await requestCall(shop, keys)))).toMatchObject({ status: 200 });
  });

  test('makes Reauthorize send the verifier of the second row, for only the first row is deleted', async () => {
    const shop = await activated();
    await requestCall(shop, keysOf(shop));
    await shop.activate(shop.id);
    const second = keysOf(shop).verifier;
    await shop.reauthorize(shop.id);
    expect(rowsOf(shop).tokens).toMatchObject([{ type: 'verifier', verifier: second }]);
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({ status: 200 });
  });
});

describe('Reauthorize', () => {
  test('ends the old access token at once, and a new exchange brings a working one', async () => {
    const shop = await openShop();
    const old = await connect(shop);
    await shop.reauthorize(shop.id);
    expect((await restCall(shop, 'rest/V1/modules', old.keys, old.token)).body).toBe(
      '{"message":"Specified token does not exist"}',
    );
    const keys = keysOf(shop);
    const token = tokenIn(await accessCall(shop, keys, tokenIn(await requestCall(shop, keys))));
    expect(await restCall(shop, 'rest/V1/modules', keys, token)).toMatchObject({ status: 200 });
  });
});

describe('old request tokens', () => {
  /** Connected until the request call, and two hours later; the next save of a token purges or does not. */
  async function twoHoursAfterRequestCall(seconds = TWO_HOURS_SECONDS) {
    const draws = { purge: false };
    const shop = await activated({ cleansUp: () => draws.purge });
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    later(shop, seconds);
    draws.purge = true;
    return { shop, keys, request };
  }

  test('live on until some token of the store is saved', async () => {
    const { shop, keys, request } = await twoHoursAfterRequestCall();
    expect(await accessCall(shop, keys, request)).toMatchObject({ status: 200 });
  });

  test('are purged by the saving of any token of the store, 120 minutes after their rows were made', async () => {
    const { shop, keys, request } = await twoHoursAfterRequestCall();
    const { endpointUrl, identityLinkUrl } = rowsOf(shop);
    const other = shop.addIntegration({ name: 'Other', endpointUrl, identityLinkUrl });
    await shop.activate(other.id);
    expect(problemIn(await accessCall(shop, keys, request))).toBe('Specified token does not exist');
  });

  test('are not purged before', async () => {
    const { shop, keys, request } = await twoHoursAfterRequestCall(TWO_HOURS_SECONDS - 1);
    await shop.activate(shop.id);
    expect(await accessCall(shop, keys, request)).toMatchObject({ status: 200 });
  });

  test('are purged alone: access tokens and verifiers stay', async () => {
    const shop = await openShop({ cleansUp: () => true });
    const { keys, token } = await connect(shop);
    later(shop, TWO_HOURS_SECONDS);
    await shop.activate(shop.id);
    later(shop, TWO_HOURS_SECONDS);
    const { endpointUrl, identityLinkUrl } = rowsOf(shop);
    await shop.activate(shop.addIntegration({ name: 'Other', endpointUrl, identityLinkUrl }).id);
    expect(rowsOf(shop).tokens.map(({ type }) => type)).toEqual(['access', 'verifier']);
    expect(await restCall(shop, 'rest/V1/modules', keys, token)).toMatchObject({ status: 200 });
  });

  test('are purged by about one save in 100 by default', () => {
    const saves = 3000;
    let purges = 0;
    for (let save = 0; save < saves; save += 1) if (drawCleanup()) purges += 1;
    // Five standard deviations around 30.
    expect(purges).toBeGreaterThan(3);
    expect(purges).toBeLessThan(58);
  });
});

describe('an integration that is deleted in the admin', () => {
  test('takes its consumer along: every call is answered as one of an unknown consumer', async () => {
    const shop = await openShop();
    const { keys, token } = await connect(shop);
    shop.deleteIntegration(shop.id);
    const gone = 'A consumer having the specified key does not exist';
    expect(problemIn(await requestCall(shop, keys))).toBe(gone);
    expect(problemIn(await accessCall(shop, keys, token))).toBe(gone);
    expect(await restCall(shop, 'rest/V1/modules', keys, token)).toMatchObject({
      status: 401,
      body: `{"message":"${gone}"}`,
    });
  });

  test('was not made by a module: that one stays, and so do its tokens', async () => {
    const integrations = [
      {
        name: 'Module',
        endpointUrl: 'http://127.0.0.1:1/',
        identityLinkUrl: 'http://127.0.0.1:1/',
        setupType: 1 as const,
      },
    ];
    const shop = await openShop({ integrations });
    expect(() => shop.deleteIntegration(shop.id)).toThrow("Uninstall the extension to remove integration 'Module'.");
    expect(rowsOf(shop).name).toBe('Module');
  });
});
