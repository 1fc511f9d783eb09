import { describe, expect, test } from 'vitest';
import { createAccessToken } from '../../../../infra/local/demo-store/oauth/token-rules.ts';
import { Tables } from '../../../../infra/local/demo-store/tables.ts';
import type { Shop } from '../shop.ts';
import { accessCall, connect, keysOf, later, openShop, problemIn, requestCall, rowsOf, tokenIn } from '../shop.ts';

async function activated(options = {}): Promise<Shop> {
  const shop = await openShop(options);
  await shop.activate(shop.id);
  return shop;
}

describe('the request call', () => {
  test('answers a new token and secret, form-encoded as text/html', async () => {
    const shop = await activated();
    const reply = await requestCall(shop, keysOf(shop));
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
    expect(reply.body).toMatch(/^oauth_token=[a-z0-9]{32}&oauth_token_secret=[a-z0-9]{32}$/);
    expect(rowsOf(shop)).toMatchObject({ active: false, tokens: [{ type: 'request' }] });
  });

  test('works once', async () => {
    const shop = await activated();
    await requestCall(shop, keysOf(shop));
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({
      status: 401,
      body: 'oauth_problem=Cannot+create+request+token+because+consumer+token+is+not+a+verifier+token',
    });
  });

  test('is refused from 300 s after the callback POST on', async () => {
    const shop = await activated();
    later(shop, 300);
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({
      status: 401,
      body: 'oauth_problem=Consumer+key+has+expired',
    });
  });

  test('is fine until just before, and pressing Activate starts the clock anew', async () => {
    const shop = await activated();
    later(shop, 299);
    await shop.activate(shop.id);
    later(shop, 299);
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({ status: 200 });
  });

  test('obeys another expiry setting', async () => {
    const shop = await activated({ expirySeconds: 3 });
    later(shop, 3);
    expect(problemIn(await requestCall(shop, keysOf(shop)))).toBe('Consumer key has expired');
  });

  test('is refused without a callback POST', async () => {
    const shop = await openShop();
    const { consumer } = rowsOf(shop);
    const keys = { consumerKey: consumer.key, consumerSecret: consumer.secret, verifier: '' };
    expect(problemIn(await requestCall(shop, keys))).toBe(`A token with consumer ID ${consumer.id} does not exist`);
  });
});

describe('the access call', () => {
  test('answers a token and secret that are both new, and the integration becomes active', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    const reply = await accessCall(shop, keys, request);
    const access = tokenIn(reply);
    expect(reply.status).toBe(200);
    expect([access.token, access.secret]).not.toContain(request.token);
    expect([access.token, access.secret]).not.toContain(request.secret);
    expect(rowsOf(shop)).toMatchObject({ active: true, tokens: [{ type: 'access' }] });
  });

  test('works once', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    await accessCall(shop, keys, request);
    expect(await accessCall(shop, keys, request)).toMatchObject({
      status: 401,
      body: 'oauth_problem=Specified+token+does+not+exist',
    });
  });

  test('has no limit of 300 s: it works 26 hours later, unless the request token was purged', async () => {
    const shop = await activated({ expirySeconds: 3, cleansUp: () => false });
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    later(shop, 26 * 60 * 60);
    expect(await accessCall(shop, keys, request)).toMatchObject({ status: 200 });
  });

  test('wants the verifier that came with the callback POST', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    const wrong = await accessCall(shop, keys, request, 'x'.repeat(32));
    expect([wrong.status, problemIn(wrong)]).toEqual([401, 'Token verifier and verifier token do not match']);
    expect(problemIn(await accessCall(shop, keys, request, 'short'))).toBe('Verifier is not the correct length');
    expect(await accessCall(shop, keys, request)).toMatchObject({ status: 200 });
  });

  test('is signed with the secret of the request token', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const { token } = tokenIn(await requestCall(shop, keys));
    const reply = await accessCall(shop, keys, { token, secret: '' });
    expect([reply.status, problemIn(reply)]).toEqual([401, 'The signature is invalid. Verify and try again.']);
  });

  test('does not take an access token for a request token', async () => {
    const shop = await openShop();
    const { keys, token } = await connect(shop);
    expect(problemIn(await accessCall(shop, keys, token))).toBe('Token is already being used');
  });

  test('does not take the token of another consumer', async () => {
    const shop = await activated();
    const { endpointUrl, identityLinkUrl } = rowsOf(shop);
    const other = shop.addIntegration({ name: 'Other', endpointUrl, identityLinkUrl });
    const request = tokenIn(await requestCall(shop, keysOf(shop)));
    const keys = {
      consumerKey: other.consumer.key,
      consumerSecret: other.consumer.secret,
      verifier: keysOf(shop).verifier,
    };
    expect(problemIn(await accessCall(shop, keys, request))).toBe(
      'Request token is not associated with the specified consumer',
    );
  });
});

test('an access token is made of a request token only', () => {
  const tables = new Tables({ now: () => new Date() });
  const { consumerId } = tables.addIntegration({ name: 'A', endpointUrl: 'http://a/', identityLinkUrl: 'http://a/' });
  tables.insertVerifier(consumerId);
  expect(() => createAccessToken(tables, tables.consumer(consumerId))).toThrow(
    'Cannot get access token because consumer token is not a request token',
  );
});
