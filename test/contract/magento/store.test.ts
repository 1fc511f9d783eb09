import { describe, expect, test } from 'vitest';
import { magentoStore } from '../../../functions/adapters/magento/magento-store.ts';
import { authorizationHeader, type Generation } from '../../../functions/adapters/magento/signing/signature.ts';
import { call } from '../../../functions/adapters/magento/transport/signed-call.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { httpServer } from './local-servers.ts';

const magento = magentoStore({ allowLoopbackStores: true, allowedPorts: [] });
const consumer = { consumerKey: 'c'.repeat(32), consumerSecret: 's'.repeat(32) };
const issued = { token: 't'.repeat(32), tokenSecret: 'u'.repeat(32) };
const credentials = { ...consumer, ...issued };
const ISSUED = `oauth_token=${issued.token}&oauth_token_secret=${issued.tokenSecret}`;

type Secrets = Omit<Parameters<typeof authorizationHeader>[0], 'method' | 'url' | 'generation' | 'nonce' | 'timestamp'>;

/** A store that lets a request pass if its header is the one this generation makes of the URL it received. */
async function storeOf(generation: Generation, secrets: Secrets, body: string, webServer?: 'cuts the port') {
  const { port, asked } = await httpServer((request, response) => {
    if (webServer === 'cuts the port') request.headers.host = '127.0.0.1';
    const header = request.headers.authorization ?? '';
    const [, nonce = ''] = /oauth_nonce="([^"]+)"/.exec(header) ?? [];
    const [, timestamp = ''] = /oauth_timestamp="(\d+)"/.exec(header) ?? [];
    const url = `http://${request.headers.host}${request.url}`;
    const method = request.method ?? '';
    const right = authorizationHeader({ ...secrets, method, url, generation, nonce, timestamp });
    if (header === right) response.end(body);
    else response.writeHead(401).end('{"message":"The signature is invalid. Verify and try again."}');
  });
  return { store: parseStoreUrl(`http://127.0.0.1:${port}/shop/`), asked };
}

describe('the handshake with a store', () => {
  test('gets a request token with the consumer secret alone', async () => {
    const { store, asked } = await storeOf('2.4.6', consumer, ISSUED);
    expect(await magento.requestToken(store, consumer)).toEqual(issued);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /shop/oauth/token/request']);
  });

  test('gets an access token with the request token and the verifier', async () => {
    const requestToken = { token: 'r'.repeat(32), tokenSecret: 'q'.repeat(32) };
    const { store, asked } = await storeOf('2.0', { ...consumer, ...requestToken, verifier: 'v' }, ISSUED);
    expect(await magento.accessToken(store, consumer, requestToken, 'v')).toEqual(issued);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /shop/oauth/token/access']);
  });

  test.each<[Generation, number, readonly Generation[]]>([
    ['2.4.6', 1, ['2.4.6', '2.0']],
    ['2.0', 1, ['2.4.6', '2.0']],
    ['2.4.8', 2, ['2.4.8']],
  ])('learns from the check that a %s is none of the others it can tell apart', async (generation, tries, left) => {
    const { store, asked } = await storeOf(generation, credentials, '["Magento_Store"]');
    const state = await magento.check(store, credentials);
    expect(state).toEqual({ generations: left, modules: ['Magento_Store'] });
    expect(asked).toHaveLength(tries);
  });

  test.each<[Generation, readonly Generation[]]>([
    ['2.0', ['2.4.6', '2.0']],
    ['2.4.8', ['2.4.8']],
  ])('needs no second try for a %s that it knows already', async (generation, known) => {
    const { store, asked } = await storeOf(generation, credentials, '[]');
    expect(await magento.check(store, credentials, known)).toMatchObject({ generations: known });
    expect(asked).toHaveLength(1);
  });

  test('finds the generation of a store that was upgraded since', async () => {
    const { store, asked } = await storeOf('2.4.8', credentials, '[]');
    expect(await magento.check(store, credentials, ['2.4.6', '2.0'])).toMatchObject({ generations: ['2.4.8'] });
    expect(asked).toHaveLength(2);
  });

  test('is refused by its signature where a web server cuts the port off the Host header', async () => {
    const { store } = await storeOf('2.4.6', consumer, ISSUED, 'cuts the port');
    await expect(magento.requestToken(store, consumer)).rejects.toMatchObject({ code: 'signature_rejected' });
  });

  test('a check with the wrong secret fails', async () => {
    const { store } = await storeOf('2.4.8', { ...credentials, tokenSecret: 'x' }, '[]');
    await expect(magento.check(store, credentials)).rejects.toMatchObject({ code: 'signature_rejected' });
  });
});

describe('a store that answers slowly to every way to sign', () => {
  test('has the time of one call for all of them', async () => {
    const { port, asked } = await httpServer((_, response) => {
      setTimeout(() => response.writeHead(401).end('oauth_problem=The+signature+is+invalid.'), 400);
    });
    const begun = performance.now();
    const store = parseStoreUrl(`http://127.0.0.1:${port}/'/`);
    const sending = { policy: { allowLoopbackStores: true, allowedPorts: [] }, deadlineMilliseconds: 600 };
    const attempt = call(
      store,
      { method: 'POST', target: 'oauth/token/request', keys: consumer, generations: [] },
      sending,
    );
    await expect(attempt).rejects.toMatchObject({ code: 'store_timeout', facts: { fault: 'TIMEOUT' } });
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(asked).toHaveLength(2);
  });
});
