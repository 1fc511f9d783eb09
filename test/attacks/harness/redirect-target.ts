import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const USED = 'oauth_problem=Cannot+create+request+token+because+consumer+token+is+not+a+verifier+token';

/** A store that claims to have issued its request token before, and writes down what it is sent. */
export async function openThief() {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${JSON.stringify(request.headers)}`);
    response.writeHead(401, { 'content-type': 'text/html' }).end(USED);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    close: () => server.close(),
  };
}
