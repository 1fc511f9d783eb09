import { createServer } from 'node:http';
import { HandfastError, handfast, verifyWebhook } from '@handfast/client';

/* Plain JavaScript with the packed package, against an API of its own. Prints what came of it. */

const seen = [];
const server = createServer((request, response) => {
  const { method, url, headers } = request;
  seen.push(`${method} ${url} ${headers.authorization?.split(' ')[0]}`);
  if (url === '/v1/runs/slow') return;
  const first = !url.includes('cursor');
  const answers = {
    '/token': { access_token: 'token', expires_in: 3600 },
    '/v1/connections': first ? { items: [{ id: 'con_1' }], next: 'two' } : { items: [{ id: 'con_2' }] },
  };
  const answer = answers[new URL(url, 'http://localhost').pathname];
  const unknown = { code: 'channel_unknown', detail: 'Look at the list.' };
  response.writeHead(answer ? 200 : 404, { 'content-type': answer ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(answer ?? unknown));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const url = `http://127.0.0.1:${server.address().port}`;
const api = handfast({ url, tokenUrl: `${url}/token`, clientId: 'a', clientSecret: 'b' });
const ids = [];
for await (const { id } of api.connections.list()) ids.push(id);
const { next } = await api.connections.list().page({ limit: 1 });
const error = await api.channels.get('chn_1').catch((error) => error);

const began = performance.now();
const aborted = await api.runs.get('slow', { signal: AbortSignal.timeout(100) }).catch((error) => error.name);
const inTime = performance.now() - began < 5_000;

const [secret, body, given] = JSON.parse(process.argv[2]);
const { event } = await verifyWebhook(given, body, secret);
const refused = await verifyWebhook(given, `${body} `, secret).catch((error) => error);
server.close();
server.closeAllConnections();

const isOne = error instanceof HandfastError;
console.log(
  JSON.stringify({
    seen,
    ids,
    next,
    code: error.code,
    isOne,
    aborted,
    inTime,
    type: event.type,
    refused: refused.code,
  }),
);
