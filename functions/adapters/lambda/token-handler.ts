import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import {
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  toGatewayResult,
  toHttpRequest,
} from './http-handler.ts';

/** A request that proves itself, if at all, by what it carries: no authorizer has seen it. */
export type TokenRequest = HttpRequest & {
  /** The header as it came; undefined when there is none. */
  readonly authorization: string | undefined;
};

export type TokenHandler = (request: TokenRequest) => Promise<HttpResponse>;

/** RFC 6749 has no code for this at its token endpoint; clients know it from §4.1.2.1. */
const FAILED: HttpResponse = {
  status: 500,
  headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' },
  body: JSON.stringify({ error: 'server_error', error_description: 'Something went wrong on our side. Try again.' }),
};

/** The Lambda handler of a token endpoint. */
export function tokenHandler(handlers: Readonly<Record<string, TokenHandler>>) {
  return createHttpHandler<TokenRequest, HttpResponse>(handlers, async () => FAILED, {
    read: (event: APIGatewayProxyEventV2) => ({
      ...toHttpRequest(event),
      authorization: event.headers['authorization'],
    }),
    write: toGatewayResult,
  });
}
