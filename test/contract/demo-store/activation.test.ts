import { createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { listenOn, openEndpoint } from './endpoint.ts';
import { connect, keysOf, later, openShop, rowsOf } from './shop.ts';

const FAILED = 'The attempt to post data to consumer failed due to an unexpected error. Please try again later.';

async function shopPostingTo(endpointUrl: string, postTimeoutMs = 5000) {
  const integrations = [{ name: 'Acme', endpointUrl, identityLinkUrl: 'https://acme.example/login' }];
  return await openShop({ integrations, postTimeoutMs });
}

describe('the callback POST', () => {
  test('carries key, secret, base URL and verifier, in this order, form-encoded', async () => {
    const endpoint = await openEndpoint();
    const shop = await shopPostingTo(endpoint.url);
    await shop.activate(shop.id);
    const { consumerKey, consumerSecret, verifier } = keysOf(shop);
    const base = `http%3A%2F%2F127.0.0.1%3A${new URL(shop.baseUrl).port}%2F`;
    const [post] = endpoint.posted;
    expect(post).toMatchObject({ method: 'POST', path: '/demo/callback' });
    expect(post?.body).toBe(
      `oauth_consumer_key=${consumerKey}&oauth_consumer_secret=${consumerSecret}&store_base_url=${base}&oauth_verifier=${verifier}`,
    );
  });

  test('names Laminas, and holds a stray header named like the host when the URL has a port', async () => {
    const endpoint = await openEndpoint();
    const shop = await shopPostingTo(endpoint.url);
    await shop.activate(shop.id);
    expect(endpoint.posted[0]?.headers).toEqual(
      expect.arrayContaining([
        ['user-agent', 'Laminas\\Http\\Client'],
        ['content-type', 'application/x-www-form-urlencoded'],
        ['127.0.0.1', String(endpoint.port)],
      ]),
    );
  });

  test('sends keys, secrets and verifiers of 32 characters a-z0-9', async () => {
    const shop = await openShop();
    await shop.activate(shop.id);
    for (const key of Object.values(keysOf(shop))) expect(key).toMatch(/^[a-z0-9]{32}$/);
  });

  test.each([200, 202, 204, 302, 404, 500])('counts as delivered when the answer is %i', async (status) => {
    const endpoint = await openEndpoint((_, response) => response.writeHead(status, { location: '/elsewhere' }).end());
    const shop = await shopPostingTo(endpoint.url);
    expect(await shop.activate(shop.id)).toMatchObject({ delivered: true, status });
    expect(endpoint.posted).toHaveLength(1);
  });

  test('has failed when no answer comes in time', async () => {
    const endpoint = await openEndpoint(() => {});
    const shop = await shopPostingTo(endpoint.url, 80);
    const result = await shop.activate(shop.id);
    expect(result).toMatchObject({ delivered: false, problem: FAILED });
    expect(result.ms).toBeLessThan(1500);
  });

  test('has failed when the answer starts in time and ends too late', async () => {
    const endpoint = await openEndpoint((_, response) => response.writeHead(200).write('wait'));
    const shop = await shopPostingTo(endpoint.url, 80);
    expect(await shop.activate(shop.id)).toMatchObject({ delivered: false });
  });

  test('has failed when the connection is closed', async () => {
    const endpoint = await openEndpoint((request) => request.socket.destroy());
    const shop = await shopPostingTo(endpoint.url);
    expect(await shop.activate(shop.id)).toMatchObject({ delivered: false, problem: FAILED });
  });

  test('has failed when the answer is not HTTP', async () => {
    const port = await listenOn(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
    const shop = await shopPostingTo(`http://127.0.0.1:${port}/`);
    expect(await shop.activate(shop.id)).toMatchObject({ delivered: false, problem: FAILED });
  });
});

describe('store_base_url', () => {
  test.each([
    { options: {}, path: '/' },
    { options: { basePath: '/shop/' }, path: '/shop/' },
    { options: { basePath: '/shop' }, path: '/shop/' },
    { options: { indexPhp: true }, path: '/index.php/' },
    { options: { basePath: '/shop/', indexPhp: true }, path: '/shop/index.php/' },
  ])('ends in $path with $options', async ({ options, path }) => {
    const shop = await openShop(options);
    expect(new URL(shop.baseUrl).pathname).toBe(path);
    expect(await connect(shop)).toMatchObject({ token: { token: expect.stringMatching(/^[a-z0-9]{32}$/) } });
  });
});

describe('the popup', () => {
  test('opens at the identity URL with the key and the encoded success_call_back, after a "?" that is always added', async () => {
    const endpoint = await openEndpoint();
    const shop = await shopPostingTo(endpoint.url);
    const result = await shop.activate(shop.id);
    const back = encodeURIComponent(shop.successCallback);
    const popupUrl = `https://acme.example/login?oauth_consumer_key=${keysOf(shop).consumerKey}&success_call_back=${back}`;
    expect(result).toMatchObject({ delivered: true, popupUrl });
  });

  test('leads back to a page of the admin, whose host may differ from the store', async () => {
    const shop = await openShop({ adminHost: 'localhost' });
    const { port } = new URL(shop.baseUrl);
    const pattern = `^http://localhost:${port}/admin/admin/integration/loginSuccessCallback/key/[0-9a-f]{64}/$`;
    expect(shop.successCallback).toMatch(new RegExp(pattern));
    expect(shop.baseUrl).toBe(`http://127.0.0.1:${port}/`);
  });
});

describe('pressing again', () => {
  test('Activate before any exchange re-sends the same verifier', async () => {
    const shop = await openShop();
    await shop.activate(shop.id);
    const first = keysOf(shop);
    later(shop, 60);
    await shop.activate(shop.id);
    expect(keysOf(shop)).toEqual(first);
  });

  test('Reauthorize keeps key and secret, brings a new verifier, and the integration is inactive until the end', async () => {
    const shop = await openShop();
    const { keys } = await connect(shop);
    expect(rowsOf(shop).active).toBe(true);
    await shop.reauthorize(shop.id);
    const again = keysOf(shop);
    expect(again).toMatchObject({ consumerKey: keys.consumerKey, consumerSecret: keys.consumerSecret });
    expect(again.verifier).not.toBe(keys.verifier);
    expect(rowsOf(shop)).toMatchObject({ active: false, tokens: [{ type: 'verifier' }] });
  });

  test('a re-created integration has a new consumer key', async () => {
    const shop = await openShop();
    const { name, endpointUrl, identityLinkUrl, consumer } = rowsOf(shop);
    shop.deleteIntegration(shop.id);
    const again = shop.addIntegration({ name, endpointUrl, identityLinkUrl });
    expect(again.consumer.key).not.toBe(consumer.key);
  });
});
