import { createServer, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import { type Credentials, createCredentials } from '../../../infra/local/aws/credentials.ts';
import { authorizationOf } from '../../../infra/local/aws/signature.ts';
import { createClock } from '../../../infra/local/clock.ts';
import { createHttpApi } from '../../../infra/local/gateway/serve-http-api.ts';

/*
 * What API Gateway does with Lambda authorizers of HTTP APIs, by its documentation: "Control access to HTTP APIs with AWS
 * Lambda authorizers".
 */

const clock = createClock();
const credentials = createCredentials();
const guard = {
  kind: 'function' as const,
  functionArn: 'authorizer',
  identitySources: ['$request.header.Authorization', '$context.routeKey'],
  ttlSeconds: 60,
};

type Event = Record<string, unknown>;
let answers: (event: Event) => unknown;
let asked: Event[];
let invoked: Event[];
let port: number;

async function invoke(functionArn: string, event: unknown): Promise<unknown> {
  if (functionArn !== 'authorizer') {
    invoked.push(Object(event));
    return { statusCode: 204 };
  }
  asked.push(Object(event));
  return answers(Object(event));
}

const api = createServer(
  createHttpApi({
    routes: [
      { routeKey: 'GET /v1/x', functionArn: 'f', timeoutMs: 1000, guard },
      { routeKey: 'GET /v1/{id}', functionArn: 'f', timeoutMs: 1000, guard },
      { routeKey: 'POST /v1/x', functionArn: 'f', timeoutMs: 1000, guard },
      { routeKey: 'POST /v1/signed', functionArn: 'f', timeoutMs: 1000, guard: { kind: 'signature' } },
      { routeKey: 'GET /open', functionArn: 'f', timeoutMs: 1000 },
    ],
    invoke,
    clock,
    credentials,
    log: () => undefined,
  }),
);

beforeAll(async () => {
  port = await listen(api);
});
let turn = 0;
let token: string;
beforeEach(() => {
  turn += 1;
  token = `token-${turn}`;
  asked = [];
  invoked = [];
  answers = () => ({ isAuthorized: true, context: { client: 'erp' } });
});
afterAll(() => shut(api));

async function ask(authorization: string | undefined, path = '/v1/x', init: RequestInit = {}) {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers });
  return [response.status, await response.text()];
}

describe('the authorizer', () => {
  it('is asked with the identity sources and the request, without its body', async () => {
    expect(await ask(token, '/v1/x?a=1', { method: 'POST', body: 'secret' })).toEqual([204, '']);
    expect(asked).toMatchObject([
      {
        version: '2.0',
        type: 'REQUEST',
        routeKey: 'POST /v1/x',
        identitySource: [token, 'POST /v1/x'],
        rawPath: '/v1/x',
        rawQueryString: 'a=1',
        routeArn: expect.stringMatching(/^arn:aws:execute-api:[\w-]+:\d{12}:local\/\$default\/POST\/v1\/x$/),
        headers: { authorization: token },
      },
    ]);
    expect(JSON.stringify(asked)).not.toContain('secret');
  });

  it('tells functions what it has found out', async () => {
    await ask(token);
    expect(invoked).toMatchObject([{ requestContext: { authorizer: { lambda: { client: 'erp' } } } }]);
  });

  it('is not asked where a route has none', async () => {
    expect(await ask(undefined, '/open')).toEqual([204, '']);
    expect(invoked[0]?.['requestContext']).not.toHaveProperty('authorizer');
    expect(asked).toEqual([]);
  });

  it('is not asked without an identity source: that is a 401', async () => {
    expect(await ask(undefined)).toEqual([401, '{"message":"Unauthorized"}']);
    expect(await ask('')).toEqual([401, '{"message":"Unauthorized"}']);
    expect([asked, invoked]).toEqual([[], []]);
  });

  it('keeps others out with 403, before any other code', async () => {
    answers = () => ({ isAuthorized: false });
    expect(await ask(token)).toEqual([403, '{"message":"Forbidden"}']);
    expect(invoked).toEqual([]);
  });

  it.each([undefined, null, {}, { isAuthorized: 'true' }, { policyDocument: {} }, 'yes'])(
    'lets nobody in by the answer %j, which is a 500 and is not remembered',
    async (answer) => {
      answers = () => answer;
      expect(await ask(token)).toEqual([500, '{"message":"Internal Server Error"}']);
      expect(await ask(token)).toEqual([500, '{"message":"Internal Server Error"}']);
      expect([asked.length, invoked]).toEqual([2, []]);
    },
  );

  it('lets nobody in when it fails, and is asked again', async () => {
    answers = () => {
      throw new Error('broken');
    };
    expect(await ask(token)).toEqual([500, '{"message":"Internal Server Error"}']);
    answers = () => ({ isAuthorized: true });
    expect(await ask(token)).toEqual([204, '']);
  });
});

describe('an answer is remembered', () => {
  it('for the same header and route, yes or no, whatever else the request says', async () => {
    for (let round = 0; round < 3; round += 1) expect((await ask(token, `/v1/x?round=${round}`))[0]).toBe(204);
    answers = () => ({ isAuthorized: false });
    for (let round = 0; round < 3; round += 1) expect((await ask(`${token}-no`))[0]).toBe(403);
    expect(asked).toHaveLength(2);
  });

  it('for no other route: neither method nor path', async () => {
    answers = ({ routeKey }) => ({ isAuthorized: routeKey === 'GET /v1/x' });
    expect((await ask(token))[0]).toBe(204);
    expect((await ask(token, '/v1/x', { method: 'POST' }))[0]).toBe(403);
    expect((await ask(token, '/v1/y'))[0]).toBe(403);
    expect((await ask(token))[0]).toBe(204);
  });

  it('for no header that differs in anything', async () => {
    answers = ({ identitySource }) => ({ isAuthorized: Object(identitySource)[0] === token });
    expect((await ask(token))[0]).toBe(204);
    for (const other of [token.toUpperCase(), `Bearer ${token}`, `${token},${token}`, `${token}GET /v1/x`]) {
      expect((await ask(other))[0], other).toBe(403);
    }
  });

  it('until the moved clock says that a minute is over', async () => {
    await ask(token);
    answers = () => ({ isAuthorized: false });
    clock.move(59_000);
    expect((await ask(token))[0]).toBe(204);
    clock.move(1_500);
    expect((await ask(token))[0]).toBe(403);
  });
});

it('joins several headers by a comma, as the function sees them', async () => {
  await new Promise<void>((done) => {
    const headers = ['host', '127.0.0.1', 'authorization', token, 'authorization', 'b'];
    const request = httpRequest({ port, path: '/v1/x', headers });
    request.on('response', (response) => response.resume().on('end', done)).end();
  });
  expect(asked).toMatchObject([{ identitySource: [`${token},b`, 'GET /v1/x'] }]);
});

describe('a route that asks for AWS signatures', () => {
  async function send(signedBy: Credentials, service = 'execute-api', sent = '{"a":1}', path = '/v1/signed') {
    const scope = `${signedBy.accessKeyId}/20260102/us-east-1/${service}/aws4_request`;
    const unsigned = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
    const headers = { 'x-amz-date': '20260102T030405Z', authorization: unsigned, host: `127.0.0.1:${port}` };
    const call = { method: 'POST', url: '/v1/signed', headers, body: Buffer.from('{"a":1}') };
    const { host: _, ...others } = { ...headers, authorization: (await authorizationOf(signedBy, call)) ?? '' };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { ...others, 'content-type': 'application/json' },
      body: sent,
    });
    return [response.status, await response.text()];
  }

  it('lets in whoever signs with the credentials of this instance, and says who that is', async () => {
    expect(await send(credentials)).toEqual([204, '']);
    expect(invoked).toMatchObject([
      {
        body: '{"a":1}',
        requestContext: { authorizer: { iam: { userArn: 'arn:aws:iam::000000000000:user/local' } } },
      },
    ]);
    expect(asked).toEqual([]);
  });

  it('lets nobody else in', async () => {
    const forbidden = [403, '{"message":"Forbidden"}'];
    expect(await send(createCredentials())).toEqual(forbidden);
    expect(await send({ ...createCredentials(), accessKeyId: credentials.accessKeyId })).toEqual(forbidden);
    expect(await send(credentials, 'dynamodb')).toEqual(forbidden);
    expect(await send(credentials, 'execute-api', '{"a":2}')).toEqual(forbidden);
    expect(await send(credentials, 'execute-api', '{"a":1}', '/v1/signed?a=1')).toEqual(forbidden);
    expect(await ask('Bearer x', '/v1/signed', { method: 'POST' })).toEqual(forbidden);
    expect(await ask(undefined, '/v1/signed', { method: 'POST' })).toEqual(forbidden);
    expect(invoked).toEqual([]);
  });
});
