import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Credentials } from '../aws/credentials.ts';
import type { SignedCall } from '../aws/signature.ts';
import type { Clock } from '../clock.ts';
import type { RouteSpec } from '../template/routes.ts';
import { oneLine } from '../user-error.ts';
import { type AuthorizerFacts, AuthorizerRefusal } from './authorizer-facts.ts';
import { sendGatewayAnswer, splitTarget, toGatewayEvent } from './gateway-event.ts';
import { createLambdaAuthorizers } from './lambda-authorizer.ts';
import { createRouteTable } from './route-table.ts';
import { admitSigned } from './signed-caller.ts';

/** API Gateway's own limit for a request's body. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const LOCAL_API_ID = 'local';

export type HttpApiOptions = {
  readonly routes: readonly RouteSpec[];
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
  readonly clock: Clock;
  /** What AWS signatures are made with. */
  readonly credentials: Credentials;
  readonly log: (text: string) => void;
};

class TooLarge extends Error {}
class TooSlow extends Error {}

function sendMessage(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new TooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = wait(milliseconds, undefined, { signal: done.signal }).then(() => {
    throw new TooSlow();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    // Aborting the timer is no error.
    late.catch(() => undefined);
    done.abort();
  }
}

function refuse(response: ServerResponse, error: unknown, options: HttpApiOptions): void {
  if (error instanceof TooLarge) {
    // The rest of the body is not read, so the connection cannot be used again.
    response.setHeader('connection', 'close');
    sendMessage(response, 413, 'Request Entity Too Large');
  } else if (error instanceof TooSlow) {
    sendMessage(response, 503, 'Service Unavailable');
  } else if (error instanceof AuthorizerRefusal) {
    // The body was not read.
    response.setHeader('connection', 'close');
    sendMessage(response, error.status, error.status === 401 ? 'Unauthorized' : 'Forbidden');
  } else {
    options.log(`${oneLine(error)}\n`);
    sendMessage(response, 500, 'Internal Server Error');
  }
}

function callOf({ method = '', url = '/', headers }: IncomingMessage, body: Buffer): SignedCall {
  return { method, url, headers, body };
}

/** Serves the routes as API Gateway's HTTP API does: by its events, its answers, its errors and its limits. */
export function createHttpApi(options: HttpApiOptions): RequestListener {
  const find = createRouteTable(options.routes);
  const admit = createLambdaAuthorizers(options.clock, options.invoke);
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = find(request.method ?? '', splitTarget(request.url ?? '/').path);
    if (!found) return sendMessage(response, 404, 'Not Found');
    const { route, parameters } = found;
    try {
      const routed = () => ({
        routeKey: route.routeKey,
        parameters,
        apiId: LOCAL_API_ID,
        now: new Date(options.clock.now()),
      });
      const { guard } = route;
      const bodiless = toGatewayEvent(request, Buffer.alloc(0), routed());
      let authorizer: AuthorizerFacts | undefined;
      if (guard?.kind === 'function') authorizer = await admit(bodiless, guard);
      const body = await readBody(request);
      if (guard?.kind === 'signature') authorizer = await admitSigned(options.credentials, callOf(request, body));
      const event = toGatewayEvent(request, body, { ...routed(), authorizer });
      sendGatewayAnswer(response, await within(route.timeoutMs, options.invoke(route.functionArn, event)));
    } catch (error) {
      refuse(response, error, options);
    }
  }
  return (request, response) => void serve(request, response);
}
