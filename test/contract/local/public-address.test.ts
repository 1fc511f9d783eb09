import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atPublicAddress } from '../../../infra/local/gateway/public-address.ts';

const LOCAL = 'http://127.0.0.1:8787';
let publicUrl = LOCAL;
const server = createServer((incoming, response) =>
  atPublicAddress(publicUrl, (_, served) => served.end('served'))(incoming, response),
);
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => void server.close());

/** Status, and where to or what. */
async function send(path: string, host: string, method = 'GET'): Promise<string> {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request({ port, host: '127.0.0.1', path, method, headers: { host } }, (response) => {
    text(response).then((body) => resolve(`${response.statusCode} ${response.headers.location ?? body}`), reject);
  })
    .on('error', reject)
    .end();
  return promise;
}

test.each(['localhost:8787', 'LOCALHOST:8787', 'shop.localhost:8787', '[::1]:8787', '127.0.0.2:8787', 'localhost'])(
  'a browser that came to %s is sent to the public address, path and query unchanged',
  async (host) => {
    publicUrl = LOCAL;
    const path = '/demo/login?oauth_consumer_key=abc&success_call_back=http%3A%2F%2F127.0.0.1%3A8788%2F%3Fa%3D%2B';
    expect(await send(path, host)).toBe(`307 ${LOCAL}${path}`);
  },
);

test('a browser at the public address is served', async () => {
  publicUrl = LOCAL;
  expect(await send('/demo/login', '127.0.0.1:8787')).toBe('200 served');
});

test('Magento, which follows no redirect, is served under any name; so is the API', async () => {
  publicUrl = LOCAL;
  expect(await send('/demo/callback', 'localhost:8787', 'POST')).toBe('200 served');
  expect(await send('/v1/connections?product=demo', 'localhost:8787')).toBe('200 served');
});

test('nobody is sent away by a name that is not of this computer, or to one', async () => {
  publicUrl = LOCAL;
  for (const host of ['localhost.example.com', 'shop.example', '10.0.0.7:8787']) {
    expect(await send('/', host), host).toBe('200 served');
  }
  publicUrl = 'https://tunnel.example';
  expect(await send('/', 'localhost:8787')).toBe('200 served');
});

test('no address leads elsewhere', async () => {
  publicUrl = LOCAL;
  expect(await send('//evil.example/demo/login', 'localhost:8787')).toBe(`307 ${LOCAL}//evil.example/demo/login`);
  expect(await send('http://evil.example/', 'localhost:8787')).toBe('200 served');
});
