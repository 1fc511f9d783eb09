import { describe, expect, it } from 'vitest';
import type { Shop } from './shop.ts';
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
} from './shop.ts';
import { rawCall, signedCall } from './signed-call.ts';

async function activated(options = {}): Promise<Shop> {
  const shop = await openShop(options);
  await shop.activate(shop.id);
  return shop;
}

const requestUrl = (shop: Shop) => `${shop.baseUrl}oauth/token/request`;

describe('the request call', () => {
  it('answers a new token and secret, form-encoded as text/html', async () => {
    const shop = await activated();
    const reply = await requestCall(shop, keysOf(shop));
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
    expect(reply.body).toMatch(/^oauth_token=[a-z0-9]{32}&oauth_token_secret=[a-z0-9]{32}$/);
    expect(rowsOf(shop)).toMatchObject({ active: false, tokens: [{ type: 'request' }] });
  });

  it('works once', async () => {
    const shop = await activated();
    await requestCall(shop, keysOf(shop));
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({
      status: 401,
      body: 'oauth_problem=Cannot+create+request+token+because+consumer+token+is+not+a+verifier+token',
    });
  });

  it('is refused from 300 s after the callback POST on', async () => {
    const shop = await activated();
    later(shop, 300);
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({
      status: 401,
      body: 'oauth_problem=Consumer+key+has+expired',
    });
  });

  it('is fine until just before, and pressing Activate starts the clock anew', async () => {
    const shop = await activated();
    later(shop, 299);
    await shop.activate(shop.id);
    later(shop, 299);
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({ status: 200 });
  });

  it('obeys another expiry setting', async () => {
    const shop = await activated({ expirySeconds: 3 });
    later(shop, 3);
    expect(problemIn(await requestCall(shop, keysOf(shop)))).toBe('Consumer key has expired');
  });

  it('is refused without a callback POST', async () => {
    const shop = await openShop();
    const { consumer } = rowsOf(shop);
    const keys = { consumerKey: consumer.key, consumerSecret: consumer.secret, verifier: '' };
    expect(problemIn(await requestCall(shop, keys))).toBe(`A token with consumer ID ${consumer.id} does not exist`);
  });
});

describe('the access call', () => {
  it('answers a token and secret that are both new, and the integration becomes active', async () => {
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

  it('works once', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    await accessCall(shop, keys, request);
    expect(await accessCall(shop, keys, request)).toMatchObject({
      status: 401,
      body: 'oauth_problem=Specified+token+does+not+exist',
    });
  });

  it('has no limit of 300 s: it works 119 minutes later', async () => {
    const shop = await activated({ expirySeconds: 3 });
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    later(shop, 119 * 60);
    expect(await accessCall(shop, keys, request)).toMatchObject({ status: 200 });
  });

  it('comes too late once the request token was purged, 120 minutes after its row was made', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    later(shop, 120 * 60);
    expect(problemIn(await accessCall(shop, keys, request))).toBe('Specified token does not exist');
  });

  it('wants the verifier that came with the callback POST', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const request = tokenIn(await requestCall(shop, keys));
    const wrong = await accessCall(shop, keys, request, 'x'.repeat(32));
    expect([wrong.status, problemIn(wrong)]).toEqual([401, 'Token verifier and verifier token do not match']);
    expect(problemIn(await accessCall(shop, keys, request, 'short'))).toBe('Verifier is not the correct length');
    expect(await accessCall(shop, keys, request)).toMatchObject({ status: 200 });
  });

  it('is signed with the secret of the request token', async () => {
    const shop = await activated();
    const keys = keysOf(shop);
    const { token } = tokenIn(await requestCall(shop, keys));
    const reply = await accessCall(shop, keys, { token, secret: '' });
    expect([reply.status, problemIn(reply)]).toEqual([401, 'The signature is invalid. Verify and try again.']);
  });

  it('does not take an access token for a request token', async () => {
    const shop = await openShop();
    const { keys, token } = await connect(shop);
    expect(problemIn(await accessCall(shop, keys, token))).toBe('Token is already being used');
  });

  it('does not take the token of another consumer', async () => {
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

describe('Activate pressed again after the request call', () => {
  it('inserts a second row, so a new request call fails on the first', async () => {
    const shop = await activated();
    await requestCall(shop, keysOf(shop));
    await shop.activate(shop.id);
    expect(rowsOf(shop).tokens.map(({ type }) => type)).toEqual(['request', 'verifier']);
    expect(problemIn(await requestCall(shop, keysOf(shop)))).toBe(
      'Cannot create request token because consumer token is not a verifier token',
    );
  });

  it('leaves the old request token usable with the old verifier', async () => {
    const shop = await activated();
    const old = keysOf(shop);
    const request = tokenIn(await requestCall(shop, old));
    await shop.activate(shop.id);
    expect(keysOf(shop).verifier).not.toBe(old.verifier);
    expect(await accessCall(shop, old, request)).toMatchObject({ status: 200 });
  });

  it('makes Reauthorize send the verifier of the second row, for only the first row is deleted', async () => {
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
  it('ends the old access token at once, and a new exchange brings a working one', async () => {
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

describe('what is wrong with a token call', () => {
  it('all missing parameters are listed', async () => {
    const shop = await openShop();
    const reply = await rawCall('POST', requestUrl(shop));
    const names = ['consumer_key', 'signature', 'signature_method', 'nonce', 'timestamp'];
    const texts = names.map((name) => `%22oauth_${name}%22+is+required.+Enter+and+try+again`);
    expect(reply).toMatchObject({ status: 400, body: `oauth_problem=${texts.join('%2C+')}` });
  });

  it.each([
    ['oauth_version', '2.0', 400, 'The "2.0" Oauth version isn\'t supported.'],
    ['oauth_nonce', undefined, 400, '"oauth_nonce" is required. Enter and try again.'],
    ['oauth_signature_method', 'HMAC-SHA1', 400, 'Signature method HMAC-SHA1 is not supported'],
    ['oauth_signature_method', 'PLAINTEXT', 400, 'Signature method PLAINTEXT is not supported'],
    ['oauth_consumer_key', 'x'.repeat(32), 401, 'A consumer having the specified key does not exist'],
    ['oauth_consumer_key', 'short', 401, 'Consumer key is not the correct length'],
    ['oauth_token', 'short', 400, 'The token length is invalid. Check the length and try again.'],
    ['oauth_timestamp', '0', 400, 'Incorrect timestamp value in the oauth_timestamp parameter'],
  ])('%s = %s is answered %i %s', async (name, value, status, problem) => {
    const shop = await activated();
    const reply = await signedCall({
      method: 'POST',
      url: requestUrl(shop),
      ...keysOf(shop),
      now: shop.clock.now,
      change: { [name]: value },
    });
    expect([reply.status, problemIn(reply)]).toEqual([status, problem]);
  });

  it('a wrong signature is answered 401, and the token is not consumed', async () => {
    const shop = await activated();
    const reply = await signedCall({
      method: 'POST',
      url: requestUrl(shop),
      ...keysOf(shop),
      now: shop.clock.now,
      signature: 'AAAA',
    });
    expect([reply.status, problemIn(reply)]).toEqual([401, 'The signature is invalid. Verify and try again.']);
    expect(await requestCall(shop, keysOf(shop))).toMatchObject({ status: 200 });
  });

  it('a nonce may be used once per consumer, even when the first call failed', async () => {
    const shop = await activated();
    const call = {
      method: 'POST',
      url: requestUrl(shop),
      ...keysOf(shop),
      now: shop.clock.now,
      change: { oauth_nonce: 'n1' },
    };
    await signedCall({ ...call, signature: 'AAAA' });
    const reply = await signedCall(call);
    expect([reply.status, problemIn(reply)]).toEqual([
      401,
      `The nonce is already being used by the consumer with ID ${rowsOf(shop).consumer.id}`,
    ]);
  });

  it('a timestamp more than 600 s in the future is refused; the past is not limited', async () => {
    const shop = await activated();
    const at = (seconds: number) => new Date(shop.clock.now.getTime() + seconds * 1000);
    const call = { method: 'POST', url: requestUrl(shop), ...keysOf(shop) };
    expect(problemIn(await signedCall({ ...call, now: at(601) }))).toBe(
      'Incorrect timestamp value in the oauth_timestamp parameter',
    );
    expect(await signedCall({ ...call, now: at(-86_400) })).toMatchObject({ status: 200 });
  });

  it('HMAC-SHA1 is taken by the oldest generation only', async () => {
    const shop = await activated({ generation: '2.0' });
    const change = { oauth_signature_method: 'HMAC-SHA1' };
    const call = { method: 'POST', url: requestUrl(shop), ...keysOf(shop), now: shop.clock.now, change };
    expect(await signedCall({ ...call, generation: '2.0' })).toMatchObject({ status: 200 });
  });
});
