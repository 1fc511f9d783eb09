import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import {
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  type RenderRefusal,
  toGatewayResult,
  toHttpRequest,
} from './http-handler.ts';

/** A request to the console, whose routes API Gateway does not tell apart. */
export type ConsoleRequest = HttpRequest & {
  readonly method: 'GET' | 'POST';
  /** Below `/console`, decoded: empty, or with a slash before it. */
  readonly path: string;
  /** The headers by which browsers say where a request comes from; undefined where they do not. */
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
};

/** The Lambda handler of the console: everything goes to one function. */
export function consoleHandler(handle: (request: ConsoleRequest) => Promise<HttpResponse>, refuse: RenderRefusal) {
  const routes = { 'GET /console': handle, 'GET /console/{page+}': handle, 'POST /console/{page+}': handle };
  return createHttpHandler<ConsoleRequest, HttpResponse>(routes, refuse, { read, write: toGatewayResult });
}

function read(event: APIGatewayProxyEventV2): ConsoleRequest {
  const page = event.pathParameters?.['page'];
  return {
    ...toHttpRequest(event),
    method: event.requestContext.http.method === 'POST' ? 'POST' : 'GET',
    path: page === undefined ? '' : `/${page}`,
    origin: event.headers['origin'],
    fetchSite: event.headers['sec-fetch-site'],
  };
}
