import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { API_REFUSALS } from '../../domain/refusals/api-refusals.ts';
import { type Caller, callerOf } from './caller.ts';
import {
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  toGatewayResult,
  toHttpRequest,
} from './http-handler.ts';
import { problemIn } from './problem-document.ts';

export type GraphQlRequest = HttpRequest & {
  readonly caller: Caller;
  /** The header as it came; empty when there is none. */
  readonly accept: string;
};

/** The Lambda handler of one GraphQL endpoint. What goes wrong outside of GraphQL is answered as the API does. */
export function graphQlHandler(route: string, handle: (request: GraphQlRequest) => Promise<HttpResponse>) {
  return createHttpHandler<GraphQlRequest, HttpResponse>({ [route]: handle }, problemIn(API_REFUSALS), {
    read,
    write: toGatewayResult,
  });
}

function read(event: APIGatewayProxyEventV2): GraphQlRequest {
  return { ...toHttpRequest(event), caller: callerOf(event), accept: event.headers['accept'] ?? '' };
}
