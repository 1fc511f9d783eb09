import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ROUTES } from '../../../infra/api/routes.ts';
import { apiToken } from '../harness/api-token.ts';
import { tries } from '../harness/attack-count.ts';
import type { AttackEnv } from '../harness/attack-env.ts';

const KEPT_OUT = { status: 403, text: '{"message":"Forbidden"}' };
const NOT_ASKED = { status: 401, text: '{"message":"Unauthorized"}' };

const generated = z.object({ clientId: z.string(), clientSecret: z.string(), tokenUrl: z.string() });

/** Whoever is not let in reaches the authorizer, and no other code. */
export function authorizerAttacks(attackEnv: () => AttackEnv): void {
  let operator: string;
  let integration: string;

  const ask = (path: string, authorization: string | readonly string[] | undefined, method = 'GET') =>
    new Promise<{ status: number; text: string }>((done, failed) => {
      const { hostname, port } = new URL(attackEnv().local.url);
      const sent = authorization === undefined ? [] : [authorization].flat();
      const headers = ['host', `${hostname}:${port}`, ...sent.flatMap((one) => ['authorization', one])];
      const request = httpRequest({ hostname, port, path, method, headers });
      request.on('error', failed).on('response', (response) => {
        const parts: string[] = [];
        response.on('data', (part) => parts.push(String(part)));
        response.on('end', () => done({ status: response.statusCode ?? 0, text: parts.join('') }));
      });
      request.end();
    });

  async function graphql(query: string, variables: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${attackEnv().local.url}/v1/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${operator}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = Object(await response.json());
    expect(errors, query).toBeUndefined();
    return Object(data);
  }

  async function generate(scopes: readonly string[]) {
    const query = `mutation ($input: GenerateProductIntegrationInboundClientInput!) {
      made: generateProductIntegrationInboundClient(input: $input) { clientId clientSecret tokenUrl userErrors { message } } }`;
    return generated.parse((await graphql(query, { input: { id: integration, scopes } }))['made']);
  }

  async function tokenOf({ clientId, clientSecret, tokenUrl }: z.infer<typeof generated>): Promise<string> {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return String(Object(await response.json()).access_token);
  }

  const revoke = (clientId: string) =>
    graphql(
      `mutation ($input: RevokeInboundClientInput!) {
        gone: revokeProductIntegrationInboundClient(input: $input) { userErrors { message } } }`,
      { input: { id: integration, clientId } },
    );

  let logged = 0;
  beforeAll(async () => {
    logged = readFileSync(attackEnv().local.logFile, 'utf8').length;
    operator = await apiToken(attackEnv(), 'integrations:read integrations:write events:read connections:read');
    const query = 'mutation { made: createProductIntegration(input: { name: "Acme" }) { productIntegration { id } } }';
    integration = String(Object(Object((await graphql(query, {}))['made']).productIntegration).id);
  });

  test('an answer that is remembered for one route opens no other', async (context) => {
    const token = `Bearer ${await apiToken(attackEnv(), 'connections:read')}`;
    const others = ROUTES.filter(({ scopes }) => scopes.length > 0 && !scopes.includes('read'));
    tries(context, { attacks: others.length * 2, honest: 2 });
    expect((await ask('/v1/connections', token)).status).toBe(200);
    for (let round = 0; round < 2; round += 1) {
      for (const { method, path } of others) expect(await ask(path, token, method), path).toEqual(KEPT_OUT);
    }
    expect((await ask('/v1/connections', token)).status).toBe(200);
  });

  test('a "no" that is remembered for one route closes no other', async (context) => {
    tries(context, { attacks: 1, honest: 1 });
    const token = `Bearer ${await apiToken(attackEnv(), 'connections:read')}`;
    expect(await ask('/v1/events/x', token)).toEqual(KEPT_OUT);
    expect((await ask('/v1/connections', token)).status).toBe(200);
  });

  test('other spellings of a path that is open lead to no route that is not', async (context) => {
    const token = `Bearer ${await apiToken(attackEnv(), 'connections:read')}`;
    const paths = [
      '/v1/connections/x/credentials',
      '/v1/connections/x%2Fcredentials/credentials',
      '/v1/connections/../connections/x/credentials',
      '/v1//connections/x/credentials',
      '/v1/connections/x/credentials?a=/v1/connections',
      '/V1/connections/x/credentials',
    ];
    tries(context, { attacks: paths.length });
    for (const path of paths) expect([403, 404], path).toContain((await ask(path, token)).status);
  });

  describe('a header', () => {
    const variants: Readonly<Record<string, (good: string) => string | readonly string[]>> = {
      'twice, the good one first': (good) => [`Bearer ${good}`, 'Bearer x.y.z'],
      'twice, the good one last': (good) => ['Bearer x.y.z', `Bearer ${good}`],
      'twice the same': (good) => [`Bearer ${good}`, `Bearer ${good}`],
      'with two tokens': (good) => `Bearer ${good}, Bearer ${good}`,
      'with something after the token': (good) => `Bearer ${good} x`,
      'with a parameter after the token': (good) => `Bearer ${good};scope=connections:credentials`,
      'of another scheme': (good) => `Basic ${good}`,
      'with a scheme twice': (good) => `Bearer Bearer ${good}`,
      'with quotes': (good) => `Bearer "${good}"`,
      'in capitals': (good) => `Bearer ${good.toUpperCase()}`,
      'of eight thousand characters': (good) => `Bearer ${good}${'A'.repeat(7_000)}`,
      'of eight thousand dots': () => `Bearer ${'.'.repeat(8_000)}`,
    };
    test.for(Object.entries(variants))('%s lets nobody in', async ([, variant], context) => {
      tries(context, { attacks: 1, honest: 1 });
      const good = await apiToken(attackEnv(), 'connections:read');
      expect(await ask('/v1/connections', variant(good))).toEqual(KEPT_OUT);
      expect((await ask('/v1/connections', `Bearer ${good}`)).status).toBe(200);
    });

    test.for(['', ' ', '\t'])('that is blank (%j) is none', async (blank, context) => {
      tries(context, { attacks: 1 });
      expect(await ask('/v1/connections', blank)).toEqual(NOT_ASKED);
    });

    test('beside it is not looked at', async (context) => {
      const good = await apiToken(attackEnv(), 'connections:read');
      const names = [
        'x-authorization',
        'x-amzn-remapped-authorization',
        'proxy-authorization',
        'cookie',
        'x-forwarded-authorization',
      ];
      tries(context, { attacks: names.length + 1 });
      for (const name of names) {
        const response = await fetch(`${attackEnv().local.url}/v1/connections`, {
          headers: { [name]: `Bearer ${good}` },
        });
        expect(response.status, name).toBe(401);
      }
      expect(await ask(`/v1/connections?access_token=${good}`, undefined)).toEqual(NOT_ASKED);
    });
  });

  test('whoever is revoked is out within a minute, by every token, and stays out', async (context) => {
    tries(context, { attacks: 4, honest: 2 });
    const client = await generate(['events:read', 'connections:read']);
    const [token, later] = [await tokenOf(client), await tokenOf(client)];
    expect((await ask('/v1/connections', `Bearer ${token}`)).status).toBe(200);
    await revoke(client.clientId);
    expect(await ask('/v1/connections', `Bearer ${later}`)).toEqual(KEPT_OUT);
    attackEnv().local.moveClock(61_000);
    expect(await ask('/v1/connections', `Bearer ${token}`)).toEqual(KEPT_OUT);
    expect(await ask('/v1/events/x', `Bearer ${token}`)).toEqual(KEPT_OUT);
    expect(await tokenOf(client)).toBe('undefined');
    attackEnv().local.moveClock(-61_000);
  });

  test('a token that expires while its answer is remembered opens nothing any more', async (context) => {
    tries(context, { attacks: 2, honest: 1 });
    const client = await generate(['connections:read']);
    const token = await tokenOf(client);
    attackEnv().local.moveClock(3_590_000);
    expect((await ask('/v1/connections', `Bearer ${token}`)).status).toBe(200);
    attackEnv().local.moveClock(15_000);
    const expired = await ask('/v1/connections', `Bearer ${token}`);
    expect([expired.status, Object(JSON.parse(expired.text)).code]).toEqual([401, 'token_expired']);
    attackEnv().local.moveClock(60_000);
    expect(await ask('/v1/connections', `Bearer ${token}`)).toEqual(KEPT_OUT);
    attackEnv().local.moveClock(-3_665_000);
    await revoke(client.clientId);
  });

  test('a client of an integration sees nothing of other products, nor what it has no scope for', async (context) => {
    const client = await generate(['events:read', 'connections:read']);
    const token = `Bearer ${await tokenOf(client)}`;
    const listed = await ask('/v1/connections', token);
    expect([listed.status, JSON.parse(listed.text)]).toEqual([200, { items: [] }]);
    const connections = (await attackEnv().items()).flatMap(({ pk }) =>
      String(pk).startsWith('CONNECTION#') ? [String(pk).slice(11)] : [],
    );
    const closed = ROUTES.filter(
      ({ scopes }) => scopes.length > 0 && !scopes.some((one) => ['read', 'events:read'].includes(one)),
    );
    tries(context, { attacks: connections.length + closed.length, honest: 1 });
    const absent = await ask(`/v1/connections/con_${'0'.repeat(32)}`, token);
    for (const id of connections) expect(await ask(`/v1/connections/${id}`, token), id).toEqual(absent);
    for (const { method, path } of closed) expect(await ask(path, token, method), path).toEqual(KEPT_OUT);
    await revoke(client.clientId);
  });

  test('changed tokens of ours open nothing, whichever part is changed', async (context) => {
    const client = await generate(['connections:read']);
    const token = await tokenOf(client);
    const parts = token.split('.');
    const changed = parts.map((_, index) =>
      parts.map((part, at) => (at === index ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part)).join('.'),
    );
    const headers = [
      { alg: 'none', enc: 'A256GCM' },
      { alg: 'A256KW', enc: 'A256GCM' },
      { alg: 'RSA-OAEP', enc: 'A256GCM' },
      { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1e9, p2s: 'AAAA' },
      { alg: 'dir', enc: 'A128CBC-HS256' },
      { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
      { alg: 'dir', enc: 'A256GCM', crit: ['exp'], exp: 1 },
    ].map((header) => [Buffer.from(JSON.stringify(header)).toString('base64url'), ...parts.slice(1)].join('.'));
    const cut = [parts.slice(0, 4).join('.'), `${token}.`, `.${token}`, parts.slice(0, 3).join('.')];
    const all = [...changed, ...headers, ...cut];
    tries(context, { attacks: all.length, honest: 1 });
    for (const one of all) expect(await ask('/v1/connections', `Bearer ${one}`), one.slice(0, 60)).toEqual(KEPT_OUT);
    expect((await ask('/v1/connections', `Bearer ${token}`)).status).toBe(200);
    await revoke(client.clientId);
  });

  test('nobody who was not let in has reached the API, and no token is in the log', () => {
    const lines = readFileSync(attackEnv().local.logFile, 'utf8').slice(logged).split('\n');
    expect(lines.filter((line) => line.includes('caller_refused')).length).toBeGreaterThan(50);
    expect(lines.filter((line) => line.includes('"answered"') && line.includes('/credentials"'))).toEqual([]);
    expect(lines.join('')).not.toContain(operator.slice(-40));
  });
}
