import type { MiddlewareObj, Request } from '@middy/core';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { PRODUCT_ID } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { asRefusal, type LogFacts, log } from './log.ts';

/** A web request, free of API Gateway. */
export type HttpRequest = {
  /** As in `infra/api/routes.ts`: method and path template. */
  readonly route: string;
  /** The first path segment of product routes, unchecked. */
  readonly product: string;
  readonly query: URLSearchParams;
  /** Media type without parameters, lower case; empty when there is none. */
  readonly contentType: string;
  /** The header `Accept-Language` as it came; empty when there is none. */
  readonly acceptLanguage: string;
  readonly cookies: ReadonlyMap<string, string>;
  readonly body: Buffer;
};

export type HttpResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  readonly body: string;
};

export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;
/** Turns a refusal into a page or a problem document. */
export type RenderRefusal = (refusal: Refusal, request: HttpRequest) => Promise<HttpResponse>;

type Middleware = MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** A Lambda handler for web requests: routes, one log line each, refusals turned into answers. */
export function httpHandler(handlers: Readonly<Record<string, HttpHandler>>, refuse: RenderRefusal) {
  return createHttpHandler(handlers, refuse, { read: toHttpRequest, write: toGatewayResult });
}

/** How a handler reads events and writes answers, where that is more than every web handler needs. */
export type HandlerCodec<R extends HttpRequest, A extends HttpResponse> = {
  readonly read: (event: APIGatewayProxyEventV2) => R;
  readonly write: (
    answer: A | HttpResponse,
    request: R,
  ) => APIGatewayProxyStructuredResultV2 | Promise<APIGatewayProxyStructuredResultV2>;
};

/** A web handler whose requests and answers hold more than usual. */
export function createHttpHandler<R extends HttpRequest, A extends HttpResponse>(
  handlers: Readonly<Record<string, (request: R) => Promise<A>>>,
  refuse: RenderRefusal,
  { read, write }: HandlerCodec<R, A>,
) {
  const refused = new WeakMap<object, Refusal>();
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(requestLog(refused))
    .use(refusalAnswers(refuse, refused))
    .handler(async (event) => {
      const handle = handlers[event.routeKey];
      if (handle === undefined) throw new Refusal('internal', { route: event.routeKey });
      const request = read(event);
      return write(await handle(request), request);
    });
}

/** By event: what one middleware finds and the other logs. */
type Refused = WeakMap<object, Refusal>;

function requestLog(refused: Refused): Middleware {
  const startedAtMs = new WeakMap<object, number>();
  const end = (request: Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>) => {
    log('answered', {
      ...refusalFacts(refused.get(request.event)),
      route: request.event.routeKey,
      product: idOrUndefined(request.event.pathParameters?.['product']),
      status: request.response?.statusCode,
      ms: Math.round(performance.now() - (startedAtMs.get(request.event) ?? 0)),
    });
  };
  return {
    before: ({ event }) => {
      startedAtMs.set(event, performance.now());
    },
    after: end,
    onError: end,
  };
}

/** Anybody can choose a path, at any length: only what could be a product's id gets into a log. */
function idOrUndefined(text: string | undefined): string | undefined {
  return text !== undefined && PRODUCT_ID.test(text) ? text : undefined;
}

function refusalFacts(refusal: Refusal | undefined): LogFacts {
  return refusal === undefined ? {} : { ...refusal.facts, code: refusal.code };
}

function refusalAnswers(refuse: RenderRefusal, refused: Refused): Middleware {
  return {
    onError: async (request) => {
      const refusal = asRefusal(request.error, { route: request.event.routeKey });
      refused.set(request.event, refusal);
      request.response = toGatewayResult(await refuse(refusal, toHttpRequest(request.event)));
    },
  };
}

/** The event as every web handler reads it. */
export function toHttpRequest(event: APIGatewayProxyEventV2): HttpRequest {
  const [contentType = ''] = (event.headers['content-type'] ?? '').split(';');
  return {
    route: event.routeKey,
    product: event.pathParameters?.['product'] ?? '',
    query: new URLSearchParams(event.rawQueryString),
    contentType: contentType.trim().toLowerCase(),
    acceptLanguage: event.headers['accept-language'] ?? '',
    cookies: new Map((event.cookies ?? []).map(splitCookie)),
    // API Gateway encodes what it does not recognise as text.
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function splitCookie(cookie: string): [string, string] {
  const at = cookie.indexOf('=');
  return at < 0 ? [cookie.trim(), ''] : [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
}

/** The answer as every web handler writes it. */
export function toGatewayResult(answer: HttpResponse): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: answer.status,
    headers: { 'cache-control': 'no-store', ...answer.headers },
    ...(answer.cookies === undefined ? {} : { cookies: [...answer.cookies] }),
    body: answer.body,
  };
}
