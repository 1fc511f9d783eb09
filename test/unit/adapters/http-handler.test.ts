import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type HttpHandler, type HttpRequest, httpHandler } from '../../../functions/adapters/lambda/http-handler.ts';
import { problem } from '../../../functions/adapters/lambda/problem-document.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';

const ROUTE = 'POST /{product}/callback';
let printed: string[];

beforeEach(() => {
  printed = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

const eventOf = (more: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: ROUTE,
  rawPath: '/demo/callback',
  rawQueryString: '',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  pathParameters: { product: 'demo' },
  requestContext: {
    accountId: '',
    apiId: '',
    domainName: '',
    domainPrefix: '',
    http: { method: 'POST', path: '/demo/callback', protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
    requestId: '',
    routeKey: ROUTE,
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
  isBase64Encoded: false,
  ...more,
});

async function answerOf(handle: HttpHandler, event = eventOf()): Promise<APIGatewayProxyStructuredResultV2> {
  const context = { awsRequestId: 'x', getRemainingTimeInMillis: () => 1_000 } as Context;
  return httpHandler({ [ROUTE]: handle }, problem)(event, context);
}

async function requestOf(more: Partial<APIGatewayProxyEventV2>): Promise<HttpRequest | undefined> {
  const handle = vi.fn(async (_: HttpRequest) => ({ status: 204, body: '' }));
  await answerOf(handle, eventOf(more));
  return handle.mock.calls[0]?.[0];
}

test.each([
  ['demo', 'demo'],
  ['<script>', undefined],
  ['x'.repeat(33), undefined],
  ['demo\nlevel: ERROR', undefined],
  [undefined, undefined],
])('of the product %j in a path, the log holds %j', async (product, logged) => {
  await answerOf(async () => ({ status: 204, body: '' }), eventOf({ pathParameters: { product } }));
  expect(JSON.parse(printed.join('')).product).toBe(logged);
});

describe('a request', () => {
  test.each([
    ['as text', { body: 'a=%C3%A9' }],
    [
      'encoded, as API Gateway does with what it takes for binary',
      { body: Buffer.from('a=%C3%A9').toString('base64'), isBase64Encoded: true },
    ],
  ])('has the same body %s', async (_, more) => {
    expect((await requestOf(more))?.body.toString()).toBe('a=%C3%A9');
  });

  test('has its media type without parameters, in lower case', async () => {
    const request = await requestOf({
      headers: { 'content-type': 'Application/X-WWW-Form-urlencoded; charset=UTF-8' },
    });
    expect(request?.contentType).toBe('application/x-www-form-urlencoded');
    expect((await requestOf({ headers: {} }))?.contentType).toBe('');
  });

  test('has its cookies by name, whatever signs their values hold', async () => {
    const request = await requestOf({ cookies: ['one=a=b', 'two='] });
    expect([...(request?.cookies ?? [])]).toEqual([
      ['one', 'a=b'],
      ['two', ''],
    ]);
  });
});

describe('an answer', () => {
  test('is never kept by a cache, unless it says so itself', async () => {
    const { headers } = await answerOf(async () => ({ status: 200, body: '' }));
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  test('to a refusal is a problem document with the code, and what to do next', async () => {
    const { statusCode, body } = await answerOf(() => Promise.reject(new Refusal('field_missing', { field: 'x' })));
    expect(statusCode).toBe(400);
    expect(JSON.parse(body ?? '')).toMatchObject({
      status: 400,
      code: 'field_missing',
      field: 'x',
      title: 'A field is missing',
    });
  });

  test('to an unexpected error reveals nothing of it', async () => {
    const { statusCode, body } = await answerOf(() => Promise.reject(new TypeError('hunter2 is no number')));
    expect(statusCode).toBe(500);
    expect(body).not.toContain('hunter2');
    expect(printed.join()).toContain('TypeError');
    expect(printed.join()).not.toContain('hunter2');
  });
});

test('each request leaves one line, with its route, status and milliseconds, and neither query nor body', async () => {
  await answerOf(
    async () => ({ status: 200, body: '' }),
    eventOf({ rawQueryString: 'oauth_consumer_key=hunter2', body: 'hunter2' }),
  );
  const lines = printed.filter((line) => line.includes('"event":"answered"'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    route: ROUTE,
    product: 'demo',
    status: 200,
    ms: expect.any(Number),
  });
  expect(printed.join()).not.toContain('hunter2');
});
