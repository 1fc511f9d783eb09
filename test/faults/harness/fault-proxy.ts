import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { request as send } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Socket, Server as TcpServer } from 'node:net';
import { createServer as createTcp } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ProxiedEndpoint } from '../matrix/rows.ts';
import type { Certificates } from './certificates.ts';
import type { ProxyFault } from './proxy-faults.ts';
import { sendFaultyAnswer } from './proxy-faults.ts';

/** An https server in front of a store, an OpenID provider or AWS, where everything that a network can do is done. */
export type FaultProxy = {
  /** Without a slash at the end. */
  readonly url: string;
  arm(fault: ProxyFault): void;
  /** A step begins that asks this endpoint. Connections cannot be told apart before a request is read. */
  expects(endpoint: ProxiedEndpoint | undefined): Promise<void>;
  close(): Promise<void>;
};

export type FaultProxyOptions = {
  /** Where honest requests go: an http origin. */
  readonly upstream: string;
  readonly certificates: Certificates;
  /** Called when a fault has happened. */
  readonly struck: () => void;
  readonly kill: () => void;
};

type State = { fault: ProxyFault | undefined; left: number; endpoint: ProxiedEndpoint | undefined };

export async function openFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const state: State = { fault: undefined, left: 0, endpoint: undefined };
  const take = (endpoint: ProxiedEndpoint | undefined, early: boolean): ProxyFault | undefined => {
    const { fault } = state;
    if (fault === undefined || fault.endpoint !== endpoint || isEarly(fault) !== early || state.left <= 0)
      return undefined;
    state.left -= 1;
    options.struck();
    return fault;
  };
  const { good, unknown, otherHost } = options.certificates;
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    void serve(options, take, request, response).catch(() => response.destroy());
  const servers = {
    good: createHttps(good, answer),
    unknown: createHttps(unknown, answer),
    otherHost: createHttps(otherHost, answer),
  };
  const sockets = new Set<Socket>();
  const tcp = createTcp((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    const fault = take(state.endpoint, true);
    if (fault?.kind === 'reset before') socket.resetAndDestroy();
    else servers[certificateFor(fault)].emit('connection', socket);
  });
  const port = await openUnused(tcp);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${port}`,
    arm: (fault) => {
      state.fault = fault;
      state.left = fault.times;
    },
    expects: async (endpoint) => {
      state.endpoint = endpoint;
      // Who keeps connections open would never meet what happens to new ones.
      if (endpoint === 'aws') cut();
      if (state.fault?.kind !== 'refused') return;
      if (take(endpoint, true)) await closed(tcp, cut);
      else if (!tcp.listening) await open(tcp, port);
    },
    close: async () => {
      for (const server of Object.values(servers)) server.closeAllConnections();
      await closed(tcp, cut);
    },
  };
}

const isEarly = ({ kind }: ProxyFault): boolean =>
  kind === 'refused' || kind === 'reset before' || kind === 'unknown authority' || kind === 'other host';

function certificateFor(fault: ProxyFault | undefined): 'good' | 'unknown' | 'otherHost' {
  if (fault?.kind === 'unknown authority') return 'unknown';
  return fault?.kind === 'other host' ? 'otherHost' : 'good';
}

async function serve(
  { upstream, kill }: FaultProxyOptions,
  take: (endpoint: ProxiedEndpoint | undefined, early: boolean) => ProxyFault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(request);
  const fault = take(endpointOf(request.url ?? '/'), false);
  const work = () => forwarded(upstream, request, body);
  if (fault === undefined) return void relay(await work(), response);
  if (fault.kind === 'kill before') return kill();
  if (fault.kind === 'kill after') return void work().then(kill);
  await sendFaultyAnswer(fault, fault.processed ? await work() : undefined, response);
}

function endpointOf(url: string): ProxiedEndpoint | undefined {
  const path = url.split('?', 1)[0] ?? '';
  if (path.endsWith('oauth/token/request')) return 'request';
  if (path.endsWith('oauth/token/access')) return 'access';
  if (path.includes('/rest/')) return 'rest';
  return path.endsWith('/token') ? 'token' : undefined;
}

/** A whole answer of what stands behind. */
export type Whole = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

function forwarded(upstream: string, request: IncomingMessage, body: Buffer): Promise<Whole> {
  const { promise, resolve, reject } = Promise.withResolvers<Whole>();
  const headers = { ...request.headers, 'x-forwarded-proto': 'https' };
  const onward = send(`${upstream}${request.url ?? '/'}`, { method: request.method ?? 'GET', headers }, (answer) => {
    buffer(answer).then(
      (read) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: read }),
      reject,
    );
  });
  onward.on('error', reject).end(body);
  return promise;
}

function relay({ status, headers, body }: Whole, response: ServerResponse): void {
  const { 'transfer-encoding': _, connection: __, 'content-length': ___, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': body.length }).end(body);
}

/**
 * Below every system's ephemeral ports: while one of these refuses connections, nobody else is given it. And each is
 * given once: a store is its host and port, and one whose port was another's before would find that one's connection.
 */
const PORTS = { first: 20_000, last: 32_000 } as const;
let next: number = PORTS.first;

async function openUnused(server: TcpServer): Promise<number> {
  while (next <= PORTS.last) {
    const port = next;
    next += 1;
    try {
      return await open(server, port);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new Error(`No port of ${PORTS.first} to ${PORTS.last} is free.`);
}

function open(server: TcpServer | Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function closed(server: TcpServer, cut: () => void): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    cut();
  });
}
