import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from './admin/admin.ts';
import type { Answer } from './answer.ts';
import { html, plain, seeOther } from './answer.ts';
import type { StoreData } from './data/store-data.ts';
import type { Faults, FaultyEndpoint } from './faults.ts';
import { spoil, takeFault } from './faults.ts';
import type { Signer } from './oauth/protocol.ts';
import type { SignedRequest } from './oauth/signed-request.ts';
import { answerAccessCall, answerRequestCall } from './oauth/token-endpoints.ts';
import type { Quirks } from './quirks.ts';
import { quirky } from './quirks.ts';
import type { Writer } from './rest/kept-data.ts';
import { answerRestCall, pathBelowStore } from './rest/rest.ts';
import { write } from './spoilt-bodies.ts';

/** One request that is over. `status` is null when it got no answer; `query` is given for REST calls only. */
export type FinishedRequest = {
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number | null;
  readonly ms: number;
};

export type ListenerOptions = {
  readonly signer: Signer;
  readonly faults: Faults;
  readonly quirks: Quirks;
  readonly data: StoreData;
  readonly write: Writer;
  /** Path of the base URL: `/`, `/shop/`, `/index.php/`. */
  readonly prefix: string;
  readonly baseUrl: string;
  readonly adminUrl: string;
  readonly admin: Admin;
  readonly expirySeconds: number;
  readonly latencyMs: number;
  readonly onRequest: (seen: FinishedRequest) => void;
};

const FORM_MAX_OCTETS = 64 * 1024;
const REST_MAX_OCTETS = 8 * 1024 * 1024;
const REST = 'rest/';
const VERSION = 'Magento/2.4 (Community)';

/** Finds the endpoint of a request, applies faults and latency, and reports the request when it is over. */
export function createRequestListener(options: ListenerOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const started = performance.now();
    const target = request.url ?? '/';
    const at = options.signer.now();
    response.setHeader('date', at.toUTCString());
    response.on('close', () => {
      const status = response.headersSent ? response.statusCode : null;
      const method = request.method ?? '';
      options.onRequest({ at, method, ...pathAndQuery(options, target), status, ms: performance.now() - started });
    });
    serve(options, request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else write(plain(500, `The demo store failed: ${error.message}`), response);
    });
  };
}

async function serve(options: ListenerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = pathBelow(options.prefix, request.url ?? '/');
  if (path === null) return write(html(404, '<h1>404 Not Found</h1>'), response);
  const endpoint = endpointOf(path);
  if (endpoint === null) return write(await pageAnswer(options, path, request), response);
  const signed = signedRequest(request);
  const body = await drained(request, REST_MAX_OCTETS);
  const acceptsGzip = endpoint === 'rest' && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  const work = () => quirky(options.quirks, endpoint, apiAnswer(options, endpoint, path, signed, body), acceptsGzip);
  const fault = takeFault(options.faults, endpoint, pathBelowStore(path.slice(REST.length)));
  if (fault !== undefined) return await spoil(fault, work, response);
  const answer = work();
  await sleep(options.latencyMs);
  write(answer, response);
}

function endpointOf(path: string): FaultyEndpoint | null {
  if (/^oauth\/token\/request\/?$/.test(path)) return 'request';
  if (/^oauth\/token\/access\/?$/.test(path)) return 'access';
  return path.startsWith(REST) ? 'rest' : null;
}

function apiAnswer(
  options: ListenerOptions,
  endpoint: FaultyEndpoint,
  path: string,
  signed: SignedRequest,
  body: string,
): Answer {
  switch (endpoint) {
    case 'request':
      return answerRequestCall(options.signer, signed, options.expirySeconds);
    case 'access':
      return answerAccessCall(options.signer, signed);
    case 'rest':
      return answerRestCall(options, path.slice(REST.length), signed, body);
  }
}

async function pageAnswer(options: ListenerOptions, path: string, request: IncomingMessage): Promise<Answer> {
  if (path === 'magento_version') return plain(200, VERSION);
  if (path.startsWith('admin/')) {
    const body = new URLSearchParams(await drained(request));
    return await options.admin({ method: request.method ?? 'GET', path: path.slice('admin/'.length), body });
  }
  return path === '' || path === 'admin' ? seeOther(options.adminUrl) : html(404, '<h1>404 Not Found</h1>');
}

/** The target below the base URL, without its query and still encoded. `index.php/` works with rewrites, too. */
function pathBelow(prefix: string, target: string): string | null {
  const path = target.split('?', 1)[0] ?? '';
  if (!path.startsWith(prefix)) return null;
  return path.slice(prefix.length).replace(/^index\.php\//, '');
}

/** Behind a proxy that ends TLS, the store is called by https: Magento trusts the proxy's header. */
function signedRequest({ method = '', headers, url = '' }: IncomingMessage): SignedRequest {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return { method, url: `${scheme}://${headers.host ?? ''}${url}`, authorization: headers.authorization };
}

/** The session's key is cut out, and queries are given only where they hold no key. */
function pathAndQuery(options: ListenerOptions, target: string): { path: string; query: string } {
  const [path = '', query = ''] = target.split('?', 2);
  const isRest = pathBelow(options.prefix, target)?.startsWith(REST) === true;
  return { path: path.replace(/\/key\/[0-9a-f]+/, '/key/…'), query: isRest ? query : '' };
}

async function drained(request: IncomingMessage, mostOctets = FORM_MAX_OCTETS): Promise<string> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    octets += chunk.length;
    if (octets > mostOctets) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
