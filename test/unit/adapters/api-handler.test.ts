import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ApiHandler, type ApiRequest, apiHandler } from '../../../functions/adapters/lambda/api-handler.ts';
import { writeContext } from '../../../functions/adapters/lambda/authorizer-context.ts';
import { problem } from '../../../functions/adapters/lambda/problem-document.ts';

// The handler logs a line for every request.
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => vi.restoreAllMocks());

const ROUTE = 'GET /v1/connections/{id}';
/** Lambda's limit for an answer: 6 MB of JSON. */
const LAMBDA_BYTES = 6 * 1024 * 1024;

function eventOf(authorizer: unknown, acceptEncoding?: string): APIGatewayProxyEventV2 {
  return {
    ...{
      version: '2.0',
      routeKey: ROUTE,
      rawPath: '/v1/connections/con_1',
      rawQueryString: 'a=1',
      isBase64Encoded: false,
    },
    headers: acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding },
    pathParameters: { id: 'con_1' },
    requestContext: { authorizer, timeEpoch: NOW_SECONDS * 1000 } as never,
  };
}

const open = (handle: ApiHandler, event: APIGatewayProxyEventV2) =>
  apiHandler({ [ROUTE]: handle }, problem)(event, {} as Context);
const NOW_SECONDS = 1_800_000_000;
const admitted = (client: string) => ({
  lambda: writeContext({ client, scopes: ['a'], products: ['erp'], expiresAt: NOW_SECONDS + 60 }),
});

async function requestOf(authorizer: unknown): Promise<ApiRequest> {
  let seen: ApiRequest | undefined;
  const handle: ApiHandler = async (request) => {
    seen = request;
    return { status: 200, body: '{}' };
  };
  await open(handle, eventOf(authorizer));
  if (seen === undefined) throw new Error('not let in');
  return seen;
}

test.each([
  [admitted('backend'), 'backend'],
  [{ iam: { userArn: 'arn:aws:sts::1:assumed-role/erp/1' } }, 'arn:aws:sts::1:assumed-role/erp/1'],
])('whoever is authorized as %j is known as %s', async (authorizer, client) => {
  expect(await requestOf(authorizer)).toMatchObject({ client, parameters: { id: 'con_1' } });
});

test('what the authorizer has found out about products is passed on', async () => {
  expect(await requestOf(admitted('erp'))).toMatchObject({ products: ['erp'] });
  expect(await requestOf({ iam: { userArn: 'arn:aws:iam::1:role/a' } })).toMatchObject({ products: 'as-bound' });
});

test('a token that has expired since is answered with 401, and how to get another', async () => {
  const { lambda } = admitted('erp');
  const handle: ApiHandler = async () => ({ status: 200, body: '{}' });
  const late = eventOf({ lambda: { ...lambda, expiresAt: String(NOW_SECONDS) } });
  expect(await open(handle, late)).toMatchObject({
    statusCode: 401,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    body: expect.stringContaining('"code":"token_expired"'),
  });
});

test.each([undefined, {}, { jwt: { claims: { sub: 'a' } } }, { lambda: {} }])(
  'nobody comes in without an authorizer (%j)',
  async (authorizer) => {
    let asked = false;
    const handle: ApiHandler = async () => {
      asked = true;
      return { status: 200, body: '{}' };
    };
    expect(await open(handle, eventOf(authorizer))).toMatchObject({ statusCode: 500 });
    expect(asked).toBe(false);
  },
);

const answering = (body: string, acceptEncoding?: string) =>
  open(
    async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body }),
    eventOf(admitted('b'), acceptEncoding),
  );

/** JSON like Magento's: it can be packed, and is full of quotation marks. */
const listOf = (bytes: number) => `[${'{"sku":"24-MB01","name":"Joust"},'.repeat(bytes / 33).slice(0, -1)}]`;

test('a small answer comes as it is', async () => {
  expect(await answering('{"a":1}', 'gzip')).toMatchObject({ body: '{"a":1}' });
});

test.each(['gzip', 'br, gzip;q=0.8', '*', 'GZIP'])(
  'a large answer comes packed to those who take it (%s)',
  async (accepted) => {
    const body = listOf(6_000_000);
    const result = await answering(body, accepted);
    expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } });
    expect(JSON.stringify(result).length).toBeLessThan(LAMBDA_BYTES);
    expect(gunzipSync(Buffer.from(String(Object(result).body), 'base64')).toString()).toBe(body);
  },
);

test.each([undefined, 'br', 'gzip;q=0', 'identity'])(
  'an answer that cannot be handed on is refused with advice (%s)',
  async (accepted) => {
    const result = Object(await answering(listOf(6_000_000), accepted));
    expect(result.statusCode).toBe(502);
    expect(JSON.parse(result.body)).toMatchObject({
      code: 'answer_too_large',
      detail: expect.stringContaining('gzip'),
    });
  },
);

test('what is too large even packed is refused', async () => {
  const body = JSON.stringify(randomBytes(5_000_000).toString('base64'));
  expect(await answering(body, 'gzip')).toMatchObject({ statusCode: 502 });
});

test.each([2_000_000, 4_000_000])('no answer of %i bytes is larger than what Lambda hands on', async (bytes) => {
  const result = await answering(listOf(bytes));
  expect(JSON.stringify(result).length).toBeLessThanOrEqual(LAMBDA_BYTES);
});
