import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import { createClock } from '../../../infra/local/clock.ts';
import { createHttpApi } from '../../../infra/local/gateway/serve-http-api.ts';

/*
 * What API Gateway's JWT authorizer does, by its documentation: "Control access to HTTP APIs with JWT authorizers".
 */

const clock = createClock();
const mine = await generateKeyPair('RS256', { extractable: true });
const others = await generateKeyPair('RS256');
const elliptic = await generateKeyPair('ES256', { extractable: true });

const keys = [
  { ...(await exportJWK(mine.publicKey)), kid: 'mine', alg: 'RS256' },
  { ...(await exportJWK(elliptic.publicKey)), kid: 'elliptic', alg: 'ES256' },
];

/** Documents of the issuer, by path; taken away, it does not answer. */
const documents: Record<string, unknown> = {};
const asked: string[] = [];
const provider = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.statusCode = documents[request.url ?? ''] ? 200 : 503;
  response.end(JSON.stringify(documents[request.url ?? ''] ?? {}));
});

let issuer: string;
let url: string;
let api: ReturnType<typeof createServer>;
let events: Record<string, unknown>[];

beforeAll(async () => {
  issuer = `http://127.0.0.1:${await listen(provider)}`;
  const guard = {
    issuer,
    audience: ['handfast', 'client-1'],
    scopes: ['connections:read', 'handfast/connections:read'],
  };
  async function invoke(_: string, event: unknown) {
    events.push(Object(event));
    return { statusCode: 204 };
  }
  api = createServer(
    createHttpApi({
      routes: [
        { routeKey: 'GET /v1/x', functionArn: 'f', timeoutMs: 1000, guard },
        { routeKey: 'GET /v1/any', functionArn: 'f', timeoutMs: 1000, guard: { ...guard, scopes: [] } },
        { routeKey: 'GET /open', functionArn: 'f', timeoutMs: 1000 },
      ],
      invoke,
      clock,
      log: () => undefined,
    }),
  );
  url = `http://127.0.0.1:${await listen(api)}`;
});
beforeEach(() => {
  events = [];
});
afterAll(async () => {
  await shut(api);
  await shut(provider);
});

type Claims = Readonly<Record<string, unknown>>;
type Wish = { readonly key?: typeof mine.privateKey; readonly header?: { alg: string; kid: string } };

function signed(claims: Claims = {}, { key = mine.privateKey, header = { alg: 'RS256', kid: 'mine' } }: Wish = {}) {
  const seconds = Math.floor(clock.now() / 1000);
  const usual = { iss: issuer, aud: 'handfast', scope: 'connections:read', iat: seconds, exp: seconds + 600 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader(header).sign(key);
}

async function ask(authorization: string | undefined, path = '/v1/x') {
  const response = await fetch(url + path, authorization === undefined ? {} : { headers: { authorization } });
  const text = await response.text();
  return { status: response.status, challenge: response.headers.get('www-authenticate'), text };
}

const unauthorized = { status: 401, text: '{"message":"Unauthorized"}' };

/** In this order: an issuer is asked for its keys once it is needed, and again if it did not answer. */
it('answers 401 while the issuer does not answer, and asks it again', async () => {
  expect(await ask(`Bearer ${await signed()}`)).toEqual({
    ...unauthorized,
    challenge: 'Bearer scope="" error="invalid_token" error_description="OIDC discovery endpoint communication error"',
  });
  documents['/.well-known/openid-configuration'] = { jwks_uri: `${issuer}/keys` };
  documents['/keys'] = { keys };
  expect((await ask(`Bearer ${await signed()}`)).status).toBe(204);
});

it('asks for the keys once, not once a request', async () => {
  asked.splice(0);
  for (let turn = 0; turn < 3; turn += 1) expect((await ask(`Bearer ${await signed()}`)).status).toBe(204);
  expect(asked).toEqual([]);
});

it('lets everybody in where the route has no authorizer', async () => {
  expect((await ask(undefined, '/open')).status).toBe(204);
  expect(events[0]?.['requestContext']).not.toHaveProperty('authorizer');
});

it('asks for a token by the bare scheme', async () => {
  expect(await ask(undefined)).toEqual({ ...unauthorized, challenge: 'Bearer' });
});

describe('a token is taken', () => {
  it.each<[string, Claims]>([
    ['with one of several audiences', { aud: ['elsewhere', 'handfast'] }],
    [
      "with a client's id where it has no audience, as Cognito's access tokens",
      { aud: undefined, client_id: 'client-1' },
    ],
    ['with one of the scopes', { scope: 'openid handfast/connections:read' }],
    ['with scopes in a list, by the name scp', { scope: undefined, scp: ['connections:read'] }],
  ])('%s', async (_, claims) => {
    expect((await ask(`Bearer ${await signed(claims)}`)).status).toBe(204);
  });

  it('whether the scheme stands before it or not', async () => {
    expect((await ask(await signed())).status).toBe(204);
    expect((await ask(`bearer ${await signed()}`)).status).toBe(204);
  });

  it('and its claims are passed to the function, each as text', async () => {
    const exp = Math.floor(clock.now() / 1000) + 60;
    await ask(`Bearer ${await signed({ exp, aud: ['handfast', 'b'], client_id: 'erp', admin: true })}`);
    expect(events[0]?.['requestContext']).toMatchObject({
      authorizer: {
        jwt: {
          claims: { iss: issuer, exp: String(exp), aud: '[handfast b]', client_id: 'erp', admin: 'true' },
          scopes: ['connections:read'],
        },
      },
    });
  });
});

describe('a token is refused', () => {
  const past = () => Math.floor(clock.now() / 1000) - 5;
  it.each<[string, () => Promise<string>]>([
    ['that is none', async () => 'hello'],
    ['of another key', () => signed({}, { key: others.privateKey })],
    [
      'with a signature that is not RSA',
      () => signed({}, { key: elliptic.privateKey, header: { alg: 'ES256', kid: 'elliptic' } }),
    ],
    ['without a signature', async () => `${btoa('{"alg":"none"}')}.${(await signed()).split('.')[1]}.`],
    ['of another issuer', () => signed({ iss: 'https://elsewhere.example' })],
    ['for another audience', () => signed({ aud: 'elsewhere' })],
    ["for another audience, whatever its client's id", () => signed({ aud: 'elsewhere', client_id: 'client-1' })],
    ['for nobody', () => signed({ aud: undefined })],
    ['that has ended', () => signed({ exp: past() })],
    ['that never ends', () => signed({ exp: undefined })],
    ['that is not issued yet', () => signed({ iat: past() + 100 })],
    ['that does not hold yet', () => signed({ nbf: past() + 100 })],
  ])('%s', async (_, token) => {
    const { challenge, ...answer } = await ask(`Bearer ${await token()}`);
    expect(answer).toEqual(unauthorized);
    expect(challenge).toMatch(/^Bearer scope="" error="invalid_token" error_description="[^"]+"$/);
    expect(events).toEqual([]);
  });

  it('when the moved clock says that it has ended', async () => {
    const token = await signed();
    clock.move(700_000);
    const { status, challenge } = await ask(`Bearer ${token}`);
    clock.move(-700_000);
    expect([status, challenge]).toEqual([401, expect.stringContaining('the token has expired')]);
  });

  it('with 403 when it has none of the scopes, though it is good elsewhere', async () => {
    const token = await signed({ scope: 'connections:readings connections:call' });
    const { status, challenge, text } = await ask(`Bearer ${token}`);
    expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
    expect(challenge).toContain('error="insufficient_scope"');
    expect((await ask(`Bearer ${token}`, '/v1/any')).status).toBe(204);
  });
});
