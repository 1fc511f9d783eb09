import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createClient, listClients, revokeClient } from '../../../functions/access/clients/operator-clients.ts';
import type { ApiRequest } from '../../../functions/adapters/lambda/api-handler.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { API_URL, basic, GRANT, openAccess, refusalIn, tokenIn } from './access-setup.ts';

const ANA = 'arn:aws:iam::000000000000:user/ana';

let access: Awaited<ReturnType<typeof openAccess>>;
let deps: Parameters<typeof createClient>[0];
beforeAll(async () => {
  access = await openAccess();
  deps = {
    clients: access.clients,
    uses: access.deps.clientUses,
    products: async () => ['demo', 'erp'].map(parseProductId),
    apiUrl: API_URL,
    now: access.now,
  };
});
afterAll(() => access.close());

function request(body: unknown, more: Partial<ApiRequest> = {}): ApiRequest {
  return {
    route: 'POST /v1/clients',
    product: '',
    query: new URLSearchParams(),
    contentType: 'application/json',
    acceptLanguage: '',
    cookies: new Map(),
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    parameters: {},
    acceptsGzip: false,
    contentEncoding: '',
    client: ANA,
    products: 'as-bound',
    ...more,
  };
}

const made = z.object({ clientId: z.string(), clientSecret: z.string(), tokenUrl: z.string() }).loose();
const create = async (input: unknown) => made.parse(JSON.parse((await createClient(deps)(request(input))).body));
const revoke = (id: string) => revokeClient(deps)(request('', { parameters: { id } }));

/** Code and problems of what must be refused. */
async function refused(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error('nothing was refused', { cause: error });
  return [error.code, error.facts['problems']].filter((part) => part !== undefined).join(' ');
}

describe('an operator’s client', () => {
  test('gets its id and secret in the one answer that has them, and tokens from then on', async () => {
    const answer = await createClient(deps)(request({ name: 'backend' }));
    expect(answer.status).toBe(201);
    const client = made.parse(JSON.parse(answer.body));
    expect(client).toMatchObject({
      clientId: expect.stringMatching(/^cli_[0-9a-f]{24}$/),
      name: 'backend',
      scopes: ['connections:read', 'connections:call', 'connections:write'],
      createdBy: ANA,
      tokenUrl: 'https://api.example/v1/oauth2/token',
    });
    const { access_token, scope } = tokenIn(await access.send(GRANT, basic(client)));
    expect(scope).toBe('connections:read connections:call connections:write');
    expect(await access.tokens.verify(access_token, access.now())).toMatchObject({ client: client.clientId });
  });

  test('has the scopes and products it was given, in the order of the settings', async () => {
    const client = await create({ name: 'crm', scopes: ['events:read'], products: ['erp', 'demo', 'erp'] });
    expect(client).toMatchObject({ scopes: ['events:read'], products: ['demo', 'erp'] });
  });

  test('is listed with the time of its last token', async () => {
    const client = await create({ name: 'used' });
    const times = z.object({
      clients: z.array(z.object({ clientId: z.string(), lastUsedAt: z.optional(z.string()) })),
    });
    const lastUsedAt = async () => {
      const { clients } = times.parse(JSON.parse((await listClients(deps)(request(''))).body));
      return clients.find(({ clientId }) => clientId === client.clientId)?.lastUsedAt;
    };
    expect(await lastUsedAt()).toBeUndefined();
    tokenIn(await access.send(GRANT, basic(client)));
    expect((await lastUsedAt())?.slice(0, 16)).toBe('2026-11-26T08:00');
  });

  test('is listed without its secret and without what is kept of it, until it is revoked', async () => {
    const client = await create({ name: 'listed' });
    const list = async () => (await listClients(deps)(request(''))).body;
    expect(await list()).toContain(client.clientId);
    expect(await list()).not.toMatch(/salt|digest|[Ss]ecret/);
    const { body } = await revoke(client.clientId);
    expect(JSON.parse(body)).toMatchObject({ clientId: client.clientId, revokedAt: expect.any(String) });
    expect(await list()).not.toContain(client.clientId);
    expect(refusalIn(await access.send(GRANT, basic(client)))).toBe('401 invalid_client');
    expect((await revoke(client.clientId)).body).toBe(body);
  });
});

test('an operator revokes a client of an integration as well', async () => {
  const client = await access.generate(await access.create());
  await revoke(client.clientId);
  expect(refusalIn(await access.send(GRANT, basic(client)))).toBe('401 invalid_client');
});

describe('what cannot be understood is refused, and makes no client', () => {
  test.each([
    ['no name', {}, 'request_malformed name: must be 1 to 64 printable characters'],
    ['an empty name', { name: '' }, 'request_malformed name: must be 1 to 64 printable characters'],
    [
      'a name with a control character',
      { name: 'a\u0000' },
      'request_malformed name: must be 1 to 64 printable characters',
    ],
    [
      'a name of 65 characters',
      { name: 'a'.repeat(65) },
      'request_malformed name: must be 1 to 64 printable characters',
    ],
    ['no scopes', { name: 'a', scopes: [] }, 'request_malformed scopes: must not be empty'],
    ['no products', { name: 'a', products: [] }, 'request_malformed products: must not be empty'],
    [
      'an unknown product',
      { name: 'a', products: ['epr'] },
      'request_malformed products: there is no product "epr", only demo, erp',
    ],
    ['a field that there is not', { name: 'a', secret: 's' }, 'request_malformed secret: is unknown'],
    ['no JSON', '{', 'request_malformed the body is not JSON in UTF-8, or is nested too deeply'],
    ['a long body', ' '.repeat(20_000), 'request_malformed the body: must have at most 16384 bytes'],
  ])('%s', async (_, input, problem) => {
    const before = (await access.clients.operators()).length;
    expect(await refused(createClient(deps)(request(input)))).toBe(problem);
    expect(await access.clients.operators()).toHaveLength(before);
  });

  test('a scope that there is not, by the names that there are', async () => {
    expect(await refused(createClient(deps)(request({ name: 'a', scopes: ['read'] })))).toMatch(
      /^request_malformed scopes\.0: must be one of connections:read, connections:call, /,
    );
  });

  test.each(['', 'cli_', 'backend', `cli_${'0'.repeat(24)}`, '../INTEGRATION#x'])('an id %j', async (id) => {
    expect(await refused(revoke(id))).toBe('client_not_found');
  });

  test('another content type, or parameters', async () => {
    expect(await refused(createClient(deps)(request({ name: 'a' }, { contentType: 'text/plain' })))).toBe(
      'media_type_unsupported',
    );
    const query = new URLSearchParams({ name: 'a' });
    expect(await refused(listClients(deps)(request('', { query })))).toBe('request_malformed name: is unknown');
  });
});
