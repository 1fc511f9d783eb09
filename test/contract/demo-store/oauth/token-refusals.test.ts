import { describe, expect, test } from 'vitest';
import type { Shop } from '../shop.ts';
import { keysOf, openShop, problemIn, requestCall, rowsOf } from '../shop.ts';
import { rawCall, signedCall } from './signed-call.ts';

async function activated(options = {}): Promise<Shop> {
  const shop = await openShop(options);
  await shop.activate(shop.id);
  return shop;
}

function requestUrl(shop: Shop) {
  return `${shop.baseUrl}oauth/token/request`;
}

describe('what is wrong with a token call', () => {
  test('all missing parameters are listed', async () => {
    const shop = await openShop();
    const reply = await rawCall('POST', requestUrl(shop));
    const names = ['consumer_key', 'signature', 'signature_method', 'nonce', 'timestamp'];
    const texts = names.map((name) => `%22oauth_${name}%22+is+required.+Enter+and+try+again`);
    expect(reply).toMatchObject({ status: 400, body: `oauth_problem=${texts.join('%2C+')}` });
  });

  test.each([
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

  test('a wrong signature is answered 401, and the token is not consumed', async () => {
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

  test('a nonce may be used once per consumer, even when the first call failed', async () => {
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

  test('a timestamp more than 600 s in the future is refused; the past is not limited', async () => {
    const shop = await activated();
    const at = (seconds: number) => new Date(shop.clock.now.getTime() + seconds * 1000);
    const call = { method: 'POST', url: requestUrl(shop), ...keysOf(shop) };
    expect(problemIn(await signedCall({ ...call, now: at(601) }))).toBe(
      'Incorrect timestamp value in the oauth_timestamp parameter',
    );
    expect(await signedCall({ ...call, now: at(-86_400) })).toMatchObject({ status: 200 });
  });

  test('HMAC-SHA1 is taken by the oldest generation only', async () => {
    const shop = await activated({ generation: '2.0' });
    const change = { oauth_signature_method: 'HMAC-SHA1' };
    const call = { method: 'POST', url: requestUrl(shop), ...keysOf(shop), now: shop.clock.now, change };
    expect(await signedCall({ ...call, generation: '2.0' })).toMatchObject({ status: 200 });
  });
});
