import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { ACCOUNT } from '../template/template.ts';
import type { AuthorizerFacts } from './authorizer-facts.ts';

/** What API Gateway passes on as text. All else is base64, forms too: so it is on AWS, whatever one would expect. */
const TEXT = /^(?:text\/.*|application\/(?:json|xml|javascript))$/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time as in an access log: `07/Aug/2026:01:37:53 +0000`. */
function logTime(now: Date): string {
  const [day, time] = now.toISOString().split(/[T.]/);
  const [year, month, date] = (day ?? '').split('-');
  return `${date}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Header names in lower case, repetitions joined by a comma; cookies are passed apart. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers = Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(',')]);
  const { cookie: _, ...others } = Object.fromEntries(headers);
  return {
    ...others,
    'x-forwarded-for': request.socket.remoteAddress ?? '',
    'x-forwarded-port': String(request.socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
}

function cookiesOf(request: IncomingMessage): string[] {
  return (request.headersDistinct['cookie'] ?? [])
    .flatMap((line) => line.split(/;\s*/))
    .filter((cookie) => cookie !== '');
}

function queryOf(raw: string): Record<string, string> {
  const query = new URLSearchParams(raw);
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

function bodyOf(request: IncomingMessage, body: Buffer): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';');
  const isText = TEXT.test(mediaType.trim().toLowerCase());
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

function orNothing<T extends object, Name extends string>(name: Name, value: T): Partial<Record<Name, T>> | object {
  return Object.keys(value).length > 0 ? { [name]: value } : {};
}

/** What is known of a request once its route is found. */
export type Routed = {
  readonly routeKey: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly apiId: string;
  readonly now: Date;
  /** Of guarded routes, once somebody is let in. */
  readonly authorizer?: AuthorizerFacts | undefined;
};

/** Path and query string of a request line, as sent. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

/**
 * A request as API Gateway's HTTP API passes it to a function: payload format 2.0. The path comes decoded, the query
 * string as sent.
 */
export function toGatewayEvent(
  request: IncomingMessage,
  body: Buffer,
  { routeKey, parameters, apiId, now, authorizer }: Routed,
): APIGatewayProxyEventV2 {
  const { path, query } = splitTarget(request.url ?? '/');
  const headers = headersOf(request);
  const rawPath = decodePath(path);
  const domainName = (headers['host'] ?? '').replace(/:\d+$/, '');
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    ...orNothing('cookies', cookiesOf(request)),
    headers,
    ...orNothing('queryStringParameters', queryOf(query)),
    ...orNothing('pathParameters', parameters),
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      ...(authorizer && { authorizer }),
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...bodyOf(request, body),
  };
}

const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

function hasStatus(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'statusCode' in answer;
}

/**
 * Sends a function's answer. One without `statusCode` is taken for the body of a 200, as API Gateway does.
 *
 * @throws ZodError for an answer that API Gateway would not take either
 */
export function sendGatewayAnswer(response: ServerResponse, answer: unknown): void {
  const { statusCode, headers, cookies, body, isBase64Encoded } = Structured.parse(
    hasStatus(answer)
      ? answer
      : { statusCode: 200, body: typeof answer === 'string' ? answer : JSON.stringify(answer) },
  );
  response.statusCode = statusCode;
  response.setHeader('content-type', hasStatus(answer) ? 'text/plain;charset=UTF-8' : 'application/json');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
}
