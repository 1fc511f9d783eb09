import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomKey } from '../../../infra/local/demo-store/rows.ts';

/**
 * A "store" that issues tokens to whoever asks and takes every signature. It answers below every path, so that it can
 * also stand for several Magentos of one host.
 */
export async function startObligingStore() {
  /** Paths of the calls it was sent. */
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    calls.push(path);
    request.resume();
    request.on('end', () => {
      if (path.includes('/oauth/token/')) {
        response.end(`oauth_token=${randomKey()}&oauth_token_secret=${randomKey()}`);
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(['Magento_Integration']));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, calls, [Symbol.asyncDispose]: stop };
}
