import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Caller, callerOf } from './caller.ts';
import {
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  type RenderRefusal,
  toGatewayResult,
  toHttpRequest,
} from './http-handler.ts';

/** A request from the vendor's backend. */
export type ApiRequest = HttpRequest & {
  /** Path parameters by their names in the route, decoded, unchecked. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The header `Content-Encoding`, lower case; empty when there is none. */
  readonly contentEncoding: string;
  /** The header `Idempotency-Key` as it came. */
  readonly idempotencyKey?: string | undefined;
  /** Whether the answer may come compressed. */
  readonly acceptsGzip: boolean;
} & Pick<Caller, 'client' | 'products' | 'integration'>;

export type ApiHandler = (request: ApiRequest) => Promise<HttpResponse>;

/** Lambda passes on 6 MB of JSON, which holds the answer's text escaped, and a little more. */
const RESULT_BYTES = 6 * 1024 * 1024 - 4_096;
/** Below this, time counts more than bytes. */
const COMPRESS_FROM_BYTES = 512 * 1024;

/** The Lambda handler of the API. */
export function apiHandler(handlers: Readonly<Record<string, ApiHandler>>, refuse: RenderRefusal) {
  return createHttpHandler<ApiRequest, HttpResponse>(handlers, refuse, {
    read,
    write: (answer, request) => write(answer, request, refuse),
  });
}

function read(event: APIGatewayProxyEventV2): ApiRequest {
  const parameters = Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? '']);
  const { client, products, integration } = callerOf(event);
  return {
    ...toHttpRequest(event),
    parameters: Object.fromEntries(parameters),
    contentEncoding: (event.headers['content-encoding'] ?? '').trim().toLowerCase(),
    idempotencyKey: event.headers['idempotency-key'],
    acceptsGzip: acceptsGzip(event.headers['accept-encoding'] ?? ''),
    client,
    products,
    ...(integration !== undefined && { integration }),
  };
}

/** Text needs up to twice its bytes on its way through Lambda, compressed bytes a third more. */
async function write(
  answer: HttpResponse,
  request: ApiRequest,
  refuse: RenderRefusal,
): Promise<APIGatewayProxyStructuredResultV2> {
  const bytes = Buffer.byteLength(answer.body);
  if (bytes >= COMPRESS_FROM_BYTES && request.acceptsGzip) {
    const body = gzipSync(answer.body, { level: 1 }).toString('base64');
    if (body.length <= RESULT_BYTES) {
      const headers = { ...answer.headers, 'content-encoding': 'gzip', vary: 'accept-encoding' };
      return { ...toGatewayResult({ ...answer, headers }), body, isBase64Encoded: true };
    }
  }
  if (bytes < RESULT_BYTES / 2 || Buffer.byteLength(JSON.stringify(answer.body)) <= RESULT_BYTES)
    return toGatewayResult(answer);
  return toGatewayResult(await refuse(new Refusal('answer_too_large', { bytes }), request));
}

/** RFC 9110 §12.5.3, as far as clients use it: gzip or everything is named, and not with a weight of zero. */
function acceptsGzip(header: string): boolean {
  return header.split(',').some((part) => {
    const [coding = '', weight = ''] = part.split(';').map((text) => text.trim().toLowerCase());
    return (coding === 'gzip' || coding === '*') && !/^q=0(\.0*)?$/.test(weight);
  });
}
