import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopeName } from '../../../functions/domain/api/scopes.ts';
import { ROUTES } from '../../../infra/api/routes.ts';
import { apiToken } from '../harness/api-token.ts';
import { tries } from '../harness/attack-count.ts';
import { type AttackEnv, asked, formOf } from '../harness/attack-env.ts';

const API_ROUTES = ROUTES.flatMap((route) =>
  route.scopes.length === 0 ? [] : [{ ...route, scopes: route.scopes.map((scope) => scopeName(scope)) }],
);
const SCOPES = [...new Set(API_ROUTES.flatMap(({ scopes }) => scopes))];
/** Pairs of a scope and a route that it does not open. */
const CLOSED = SCOPES.flatMap((scope) =>
  API_ROUTES.flatMap((route) => (route.scopes.includes(scope) ? [] : [{ scope, route }])),
);

type Answer = { readonly status: number; readonly text: string; readonly headers: Headers };

export function apiAttacks(attackEnv: () => AttackEnv): void {
  let token: string;
  let id: string;
  let store: Awaited<ReturnType<AttackEnv['store']>>;
  let secrets: string[];
  let elsewhere: Server;
  let sockets = 0;
  const bait = () => {
    const address = elsewhere.address();
    return typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '';
  };

  const tokenFor = (scope: string) => apiToken(attackEnv(), scope);

  async function ask(method: string, path: string, authorization?: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${attackEnv().local.url}${path}`, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
  const call = (body: unknown, connection = id) =>
    ask('POST', `/v1/connections/${connection}/call`, `Bearer ${token}`, body);

  beforeAll(async () => {
    store = await attackEnv().store();
    const consenting = await asked(attackEnv(), store);
    await consenting.browser.post('/demo/consent', { ...formOf(consenting.question), decision: 'yes' });
    for (let round = 0; round < 100 && (await attackEnv().connectionOf(store)) === undefined; round += 1)
      await new Promise((due) => setTimeout(due, 100));
    id = (await attackEnv().connectionOf(store))?.connection ?? '';
    const { consumer, tokens = [] } = store.state(store.id) ?? {};
    secrets = [consumer?.secret ?? '', ...tokens.map(({ token: one }) => one), ...tokens.map(({ secret }) => secret)];
    token = await tokenFor(SCOPES.join(' '));
    elsewhere = createServer((_, response) => response.end('{"stolen":true}'));
    elsewhere.on('connection', () => {
      sockets += 1;
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  }, 60_000);
  afterAll(() => elsewhere?.close());

  test('an honest backend comes in by every route', async (context) => {
    tries(context, { honest: 3 });
    expect(await ask('GET', '/v1/connections', `Bearer ${token}`)).toMatchObject({ status: 200 });
    expect(await ask('GET', `/v1/connections/${id}`, `Bearer ${token}`)).toMatchObject({ status: 200 });
    expect(await call({ method: 'GET', path: 'V1/modules' })).toMatchObject({ status: 200 });
  });

  describe('nobody comes in with', () => {
    const FORGERIES: Readonly<Record<string, () => Promise<string | undefined> | string | undefined>> = {
      'no token': () => undefined,
      'an empty token': () => 'Bearer ',
      'a token that is none': () => 'Bearer x.y.z',
      'a password': () => `Basic ${btoa('backend:handfast')}`,
      'a cut token': () => `Bearer ${token.slice(0, -4)}`,
      'a changed token': () => `Bearer ${changed(token)}`,
      'a token without a signature': async () => `Bearer ${new UnsecuredJWT(decodeJwt(token)).encode()}`,
      'a token of the right key id and another key': () => forged({}),
      'a token signed with the public key as a secret': async () => {
        const { jwks_uri: keys } = Object(await (await fetch(`${issuer()}/.well-known/openid-configuration`)).json());
        const secret = new TextEncoder().encode(JSON.stringify(Object(await (await fetch(keys)).json()).keys[0]));
        const header = { ...decodeProtectedHeader(token), alg: 'HS256' };
        return `Bearer ${await new SignJWT(decodeJwt(token)).setProtectedHeader(header).sign(secret)}`;
      },
      'a token whose key it brings itself': async () => {
        const { privateKey, publicKey } = await generateKeyPair('RS256');
        const jwk = await exportJWK(publicKey);
        const header = { alg: 'RS256', kid: 'mine', jwk, jku: `http://${bait()}/keys`, x5u: `http://${bait()}/keys` };
        return `Bearer ${await new SignJWT(decodeJwt(token)).setProtectedHeader(header).sign(privateKey)}`;
      },
      'a token whose key is a path': () => forged({}, { kid: '../../../etc/passwd' }),
      'a token with a critical header': () => forged({}, { crit: ['x'], x: 1 }),
      'a token of five parts': () => `Bearer ${token}.x.y`,
      'a token of another issuer': () => forged({ iss: 'https://evil.example' }),
      "a merchant's sign-in": async () => {
        const { provider } = attackEnv();
        return `Bearer ${String(await provider.signed({ sub: 'ana', aud: 'handfast', scope: SCOPES.join(' ') }))}`;
      },
    };
    const issuer = () => attackEnv().local.openidUrl;
    async function forged(claims: JWTPayload, more: object = {}): Promise<string> {
      const { privateKey } = await generateKeyPair('RS256');
      const header = { ...decodeProtectedHeader(token), alg: 'RS256', ...more };
      const signing = new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader(header);
      return `Bearer ${await signing.sign(privateKey, { crit: { x: true } })}`;
    }

    test.for(Object.entries(FORGERIES))('%s', async ([, forge], context) => {
      tries(context, { attacks: API_ROUTES.length });
      const authorization = await forge();
      for (const { method, path } of API_ROUTES) {
        const { status, text } = await ask(method, path.replace('{id}', id), authorization);
        const refused =
          authorization === undefined ? [401, '{"message":"Unauthorized"}'] : [403, '{"message":"Forbidden"}'];
        expect([status, text], path).toEqual(refused);
      }
    });
  });

  test('a scope opens its own routes and no other', async (context) => {
    tries(context, { attacks: CLOSED.length, honest: API_ROUTES.length });
    for (const { scope, route } of CLOSED) {
      const { status } = await ask(route.method, route.path.replace('{id}', id), `Bearer ${await tokenFor(scope)}`);
      expect(status, `${route.method} ${route.path} with ${scope}`).toBe(403);
    }
    expect((await attackEnv().connectionOf(store))?.status).toBe('active');
  });

  describe('a call leads to the REST API of its own store', () => {
    const paths = () => [
      `http://${bait()}/V1/x`,
      `//${bait()}/V1/x`,
      `\\\\${bait()}\\V1\\x`,
      `@${bait()}/V1/x`,
      `:80@${bait()}/V1/x`,
      `.${bait()}/V1/x`,
      `V1/../../../${bait()}`,
      'V1/../oauth/token/request',
      'V1/%2e%2e/%2e%2e/admin',
      'V1/..%2f..%2fadmin',
      'V1/.%2e/oauth/token/access',
      'V1\\..\\admin',
      'oauth/token/request',
      '../admin',
      'V1/x\r\nHost: evil.example\r\n\r\nGET /admin',
      'V1/x%0d%0aHost:%20evil.example',
      'V1/x\u0000',
      'V1/x?oauth_token=stolen',
      'V1/x#?oauth_token=stolen',
      ['V1', '..', '..', 'admin'],
      ['V1', `x\r\nHost: ${bait()}`],
      ['', '', bait(), 'V1'],
      ['http:', '', bait(), 'V1'],
    ];

    test('whatever the path', async (context) => {
      const refused = new Set<number>();
      tries(context, { attacks: paths().length });
      for (const path of paths()) {
        const { status, text } = await call({ method: 'GET', path });
        // A path that is refused, or one that is only data and that no Magento knows.
        const answer = Object(JSON.parse(text));
        expect(status === 400 || answer.status === 404, `${JSON.stringify(path)}: ${text}`).toBe(true);
        refused.add(status);
      }
      expect(refused).toContain(400);
      expect(sockets).toBe(0);
    });

    test('whatever the query, the store view and the fields', async (context) => {
      const bodies: readonly Record<string, unknown>[] = [
        { query: { oauth_token: 'x' } },
        { query: { 'a&oauth_token': 'x' } },
        { query: { oauth_consumer_key: { a: 1 } } },
        { store: `default@${bait()}` },
        { store: '../../' },
        { store: 'default/../../oauth' },
        { headers: { host: bait() } },
        { url: `http://${bait()}/` },
        { storeUrl: `http://${bait()}/` },
        JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'),
      ];
      tries(context, { attacks: bodies.length });
      for (const body of bodies) {
        const { status } = await call({ method: 'GET', path: 'V1/modules', ...body });
        expect(status, JSON.stringify(body)).toBe(400);
      }
      expect(sockets).toBe(0);
    });
  });

  test('bodies that are broken, huge or nested are refused, and nothing falls over', async (context) => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '\u0000',
      '{"method":"GET","path":"V1/modules","path":["V1"]',
      `{"method":"GET","path":"V1/modules","query":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      `{"method":"GET","path":"V1/modules","query":{"a":${nested(50_000)}}}`,
      `{"method":"POST","path":"V1/x","body":"${'x'.repeat(5_400_000)}"}`,
    ];
    tries(context, { attacks: bodies.length });
    for (const body of bodies) {
      const { status, text } = await call(body);
      expect([400, 413], body.slice(0, 60)).toContain(status);
      expect(JSON.parse(text)).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
    }
    expect(await call({ method: 'GET', path: 'V1/modules' })).toMatchObject({ status: 200 });
  });

  test('ids of nobody and ids that are none are told apart by nothing', async (context) => {
    const ids = [
      id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      `con_${'0'.repeat(32)}`,
      'con_',
      'x',
      '%00',
      '..%2f..',
      `${id}%20`,
      id.toUpperCase(),
      `CONNECTION%23${id}`,
      `${id}'--`,
    ];
    tries(context, { attacks: ids.length });
    const answers = await Promise.all(ids.map((one) => ask('GET', `/v1/connections/${one}`, `Bearer ${token}`)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404 });
  });

  test('cursors and parameters that were made up open nothing', async (context) => {
    const cursors = ['x', btoa('[]'), btoa('["",["erp","CONNECTION#erp"]]'), '%00', 'a'.repeat(1_025), btoa('null')];
    const queries = [
      ...cursors.map((cursor) => `cursor=${encodeURIComponent(cursor)}`),
      ...['limit=-1', 'limit=1000000', 'limit=NaN', 'status=%27', 'product=..', 'unknown=1', 'limit=1&limit=2'],
    ];
    tries(context, { attacks: queries.length * 2 });
    for (const list of ['connections', 'activations']) {
      for (const query of queries) {
        const { status } = await ask('GET', `/v1/${list}?${query}`, `Bearer ${token}`);
        expect([400, 404], `${list}?${query}`).toContain(status);
      }
    }
  });

  test('no answer, and no line of the log, holds a secret but the one that is asked for it', async (context) => {
    const read = await ask('GET', `/v1/connections/${id}/credentials`, `Bearer ${token}`);
    expect(read.text).toContain(store.state(store.id)?.consumer.secret);
    expect(read.headers.get('cache-control')).toBe('no-store');
    await call({ method: 'GET', path: 'V1/products/none' });
    const answers = await Promise.all([
      ask('GET', '/v1/connections', `Bearer ${token}`),
      ask('GET', `/v1/connections/${id}`, `Bearer ${token}`),
      ask('GET', '/v1/activations', `Bearer ${token}`),
      ask('POST', `/v1/connections/${id}/check`, `Bearer ${token}`),
      call({ method: 'GET', path: 'V1/modules' }),
    ]);
    const log = readFileSync(attackEnv().local.logFile, 'utf8');
    expect(log).toContain('credentials_read');
    tries(context, { attacks: secrets.length * (answers.length + 1) });
    for (const secret of [...secrets, token]) {
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(log).not.toContain(secret);
      for (const { text } of answers) expect(text).not.toContain(secret);
    }
  });
}

function changed(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), client_id: 'somebody' };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}
