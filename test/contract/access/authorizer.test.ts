import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { authorize } from '../../../functions/access/authorizer/authorize.ts';
import { issuerCallers } from '../../../functions/access/authorizer/issuer-callers.ts';
import { type Deps, ownCallers } from '../../../functions/access/authorizer/own-callers.ts';
import { openAccessTokens, openTokenKeyring } from '../../../functions/adapters/access-tokens/access-tokens.ts';
import { KeysUnavailable } from '../../../functions/adapters/access-tokens/issuer-keys.ts';
import { openIssuerTokens, type VerifyToken } from '../../../functions/adapters/access-tokens/issuer-tokens.ts';
import { readContext } from '../../../functions/adapters/lambda/authorizer-context.ts';
import { authorizerHandler } from '../../../functions/adapters/lambda/authorizer-handler.ts';
import { newClientId, newClientSecret, parseClientId } from '../../../functions/domain/api/registered-client.ts';
import { ROUTE_SCOPES } from '../../../functions/domain/api/route-scopes.ts';
import { SCOPES, scopeName } from '../../../functions/domain/api/scopes.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import { API_URL, basic, GRANT, openAccess, tokenIn } from './access-setup.ts';
import { openIssuer } from './issuer.ts';

let access: Awaited<ReturnType<typeof openAccess>>;
let issuer: Awaited<ReturnType<typeof openIssuer>>;
let deps: Deps;
let verify: VerifyToken;
beforeAll(async () => {
  access = await openAccess();
  issuer = await openIssuer(access.now);
  const {
    clients,
    tokens,
    deps: { integrations, products },
  } = access;
  deps = { tokens, clients, integrations, products };
  verify = openIssuerTokens({ issuer: issuer.issuer, audience: ['handfast'] }, access.now);
});
afterAll(async () => {
  await issuer.close();
  await access.close();
});

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  }
  return () => vi.restoreAllMocks();
});

const EVENT = 'GET /v1/events/{id}';
const RESULT = 'POST /v1/events/{id}/result';
const LIST = 'GET /v1/connections';

/** What API Gateway gets, for the header and the route. */
async function answer(authorization: string, routeKey = EVENT, more: object = {}, own: Partial<Deps> = {}) {
  const now = access.now;
  const handler = authorizerHandler(
    authorize({ ownTokens: ownCallers({ ...deps, ...own }), issuerTokens: issuerCallers(verify), now }),
  );
  const event = { identitySource: [authorization, routeKey], routeKey, headers: {}, ...more };
  return handler(Object.assign(Object.create(null), event), Object.create(null));
}
const caller = async (authorization: string, routeKey?: string, own?: Partial<Deps>) => {
  const { isAuthorized, context } = (await answer(authorization, routeKey, {}, own)) ?? {};
  return isAuthorized ? readContext(context) : undefined;
};
const openRoutes = async (token: string) => {
  const routes = Object.keys(ROUTE_SCOPES);
  const open = await Promise.all(routes.map(async (route) => (await caller(`Bearer ${token}`, route)) !== undefined));
  return routes.filter((_, index) => open[index]);
};

const tokenOf = async (client: { clientId: string; clientSecret: string }) =>
  tokenIn(await access.send(GRANT, basic(client))).access_token;

async function integrationWith(products: readonly string[]) {
  const id = await access.create({ createUrl: 'https://a.example' });
  await access.change('publishProductIntegration', { integrationId: id });
  for (const slug of products) {
    await access.change('linkProductIntegration', { productId: slug, integrationId: id });
  }
  return id;
}
let turn = 0;
async function product() {
  turn += 1;
  const slug = `acme-${turn}`;
  await access.change('createProduct', { name: slug, slug });
  return slug;
}

describe('a client of an integration', () => {
  test('comes in where its scopes let it, and sees the products that are linked now', async () => {
    const [erp, crm] = [await product(), await product()];
    const id = await integrationWith([erp]);
    const client = await access.generate(id);
    const token = await tokenOf(client);
    expect(await openRoutes(token)).toEqual([EVENT, RESULT]);
    const known = { client: client.clientId, integration: id, scopes: ['events:read', 'events:write'] };
    expect(await caller(`Bearer ${token}`)).toMatchObject({ ...known, products: [erp] });
    await access.change('linkProductIntegration', { productId: crm, integrationId: id });
    expect((await caller(`Bearer ${token}`))?.products).toEqual([erp, crm]);
    await access.change('unlinkProductIntegration', { productId: erp, integrationId: id });
    expect((await caller(`Bearer ${token}`))?.products).toEqual([crm]);
  });

  test('sees no product where none is linked, which is not all of them', async () => {
    const token = await tokenOf(await access.generate(await access.create()));
    expect((await caller(`Bearer ${token}`))?.products).toEqual([]);
  });

  test('does not see a product that its integration has counted and another is linked to', async () => {
    const erp = await product();
    const first = await integrationWith([erp]);
    const other = await integrationWith([]);
    // What is left when linking was stopped between its two writes.
    const integration = await access.deps.integrations.find(Object(other));
    await access.deps.integrations.addProduct(integration?.id ?? newIntegrationId(), parseProductId(erp));
    expect((await caller(`Bearer ${await tokenOf(await access.generate(other))}`))?.products).toEqual([]);
    expect((await caller(`Bearer ${await tokenOf(await access.generate(first))}`))?.products).toEqual([erp]);
  });

  test('is out once it is revoked, whatever its token says', async () => {
    const id = await access.create();
    const client = await access.generate(id);
    const token = await tokenOf(client);
    expect(await caller(`Bearer ${token}`)).toBeDefined();
    await access.change('revokeProductIntegrationInboundClient', { id, clientId: client.clientId });
    expect(await caller(`Bearer ${token}`)).toBeUndefined();
  });

  test('is out once its integration is deleted, or lists it no longer', async () => {
    const id = await access.create();
    const client = await access.generate(id);
    const token = await tokenOf(client);
    const unlisted = {
      ...deps.integrations,
      find: async (of: Parameters<Deps['integrations']['find']>[0]) => {
        const found = await deps.integrations.find(of);
        return found && { ...found, clients: [] };
      },
    };
    expect(await caller(`Bearer ${token}`, EVENT, { integrations: unlisted })).toBeUndefined();
    expect(await caller(`Bearer ${token}`)).toBeDefined();
    await access.change('deleteProductIntegration', { id, revision: 1 }, 'deletedId');
    expect(await caller(`Bearer ${token}`)).toBeUndefined();
  });

  test('has what both its token and itself may do: no scope comes back, and none is added', async () => {
    const client = await access.generate(await access.create(), ['events:read', 'events:write', 'connections:read']);
    const narrow = tokenIn(await access.send({ ...GRANT, scope: 'events:read' }, basic(client))).access_token;
    expect(await openRoutes(narrow)).toEqual([EVENT]);
    const token = await tokenOf(client);
    await change(client.clientId, 'scopes', ['events:write', 'connections:write']);
    expect(await openRoutes(token)).toEqual([RESULT]);
  });

  test('never sees more than whoever made it', async () => {
    const [erp, crm] = [await product(), await product()];
    const client = await access.generate(await integrationWith([erp, crm]));
    await change(client.clientId, 'products', [crm, 'elsewhere']);
    expect((await caller(`Bearer ${await tokenOf(client)}`))?.products).toEqual([crm]);
  });

  test('of one integration is none of another, by whatever token', async () => {
    const client = parseClientId((await access.generate(await access.create())).clientId);
    const claims = { client: client ?? newClientId('integration'), scopes: ['events:read'] };
    for (const integration of [newIntegrationId(), undefined]) {
      expect(await caller(await access.tokens.issue({ ...claims, integration }, access.now()))).toBeUndefined();
    }
  });

  async function change(clientId: string, field: string, value: readonly string[]): Promise<void> {
    await access.table.client.send(
      new UpdateCommand({
        TableName: access.table.name,
        Key: { pk: `CLIENT#${clientId}` },
        UpdateExpression: 'SET #field = :value',
        ExpressionAttributeNames: { '#field': field },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  }
});

describe('a client of an operator', () => {
  async function operator(products?: readonly string[], more: object = {}) {
    const { salt, digest } = newClientSecret();
    const id = newClientId('operator');
    await access.clients.create({
      ...{ id, kind: 'operator', salt, digest, scopes: ['connections:read'], createdAt: 'now', createdBy: 'ana' },
      ...(products && { products: products.map(parseProductId) }),
      ...more,
    });
    return access.tokens.issue({ client: id, scopes: ['connections:read', 'connections:write'] }, access.now());
  }

  test('sees all products, or those it was made for', async () => {
    expect(await caller(await operator(), LIST)).toMatchObject({ products: 'all', scopes: ['connections:read'] });
    expect(await caller(await operator(['erp']), LIST)).toMatchObject({ products: ['erp'] });
    expect(await caller(await operator([]), LIST)).toMatchObject({ products: [] });
  });

  test('is out once it is revoked', async () => {
    expect(await caller(await operator(undefined, { revokedAt: 'now' }), LIST)).toBeUndefined();
  });
});

describe('a token of this deployment', () => {
  const claims = async () => {
    const { clientId } = await access.generate(await access.create());
    const client = parseClientId(clientId) ?? newClientId('integration');
    const integration = (await access.clients.find(client))?.integration;
    return { client, integration, scopes: ['events:read'] };
  };

  test('lets in for an hour', async () => {
    const now = access.now();
    const at = (seconds: number) => new Date(now.getTime() - seconds * 1000);
    expect(await caller(await access.tokens.issue(await claims(), at(3_590)))).toBeDefined();
    expect(await caller(await access.tokens.issue(await claims(), at(3_600)))).toBeUndefined();
  });

  test('is no other deployment’s, by its key or by its address', async () => {
    const issued = async (secret: string, url: string) =>
      openAccessTokens(
        openTokenKeyring(async () => secret.repeat(64), 's', access.now),
        url,
      ).issue(await claims(), access.now());
    expect(await caller(await issued('t', API_URL))).toBeDefined();
    expect(await caller(await issued('u', API_URL))).toBeUndefined();
    expect(await caller(await issued('t', 'https://other.example/v1'))).toBeUndefined();
  });

  test('lets in nobody who is not in the table', async () => {
    const token = await access.tokens.issue({ client: newClientId('operator'), scopes: ['events:read'] }, access.now());
    expect(await caller(token)).toBeUndefined();
  });
});

describe('a token of the issuer', () => {
  test.each(SCOPES.map(scopeName))(
    'with %s opens the routes of that scope, as Cognito names it, too',
    async (scope) => {
      const wanted = Object.keys(ROUTE_SCOPES).filter((route) => ROUTE_SCOPES[route]?.map(scopeName).includes(scope));
      expect(wanted.length).toBeGreaterThan(0);
      expect(await openRoutes(await issuer.signed({ scope }))).toEqual(wanted);
      expect(await openRoutes(await issuer.signed({ scope: `openid handfast/${scope}` }))).toEqual(wanted);
    },
  );

  test.each([
    undefined,
    '',
    'connections',
    'connections:readings',
    'Connections:Read',
    'other/connections:read',
    'handfast/handfast/connections:read',
    'read',
  ])('with %j opens none', async (scope) => {
    expect(await openRoutes(await issuer.signed({ scope }))).toEqual([]);
  });

  test('is for the products that the settings bind its client to, whatever the client is called', async () => {
    const client_id = newClientId('operator');
    expect(await caller(await issuer.signed({ client_id }), LIST)).toMatchObject({
      client: client_id,
      products: 'as-bound',
      scopes: ['connections:read'],
    });
    const named = await issuer.signed({ products: '*', integration: 'int_1', scope: 'events:read' });
    expect(await caller(named)).toMatchObject({ products: 'as-bound' });
    expect(await caller(named)).not.toHaveProperty('integration');
  });

  test('opens no route that takes no tokens', async () => {
    const token = await issuer.signed({ scope: SCOPES.map(scopeName).join(' ') });
    for (const route of ['POST /v1/clients', 'GET /v1/clients', '$default', 'GET /', 'toString', '__proto__', '']) {
      expect((await answer(token, route))?.isAuthorized, route).toBe(false);
    }
  });

  test('is nobody’s where no issuer is in the settings', async () => {
    const alone = authorize({ ownTokens: ownCallers(deps), issuerTokens: undefined, now: access.now });
    expect(await alone({ authorization: await issuer.signed(), routeKey: LIST })).toBeUndefined();
  });
});

describe('a header', () => {
  const good = () => issuer.signed();
  const lets = async (header: string) => (await answer(header, LIST))?.isAuthorized;

  test('may name the scheme in any case, or not at all', async () => {
    const token = await good();
    for (const header of [`Bearer ${token}`, `bearer ${token}`, `BEARER  ${token}`, token, ` Bearer ${token} `]) {
      expect(await lets(header), header.slice(0, 10)).toBe(true);
    }
  });

  test.each<[string, (token: string) => string]>([
    ['of another scheme', (token) => `Basic ${token}`],
    ['of a scheme that is no word', (token) => `Bearer:${token}`],
    ['with a scheme twice', (token) => `Bearer Bearer ${token}`],
    ['with two tokens, as two headers become', (token) => `Bearer ${token},Bearer ${token}`],
    ['with two tokens, one of them none', (token) => `Bearer x,${token}`],
    ['with two tokens and a blank', (token) => `Bearer ${token} ${token}`],
    ['with a tab before the token', (token) => `Bearer\t${token}`],
    ['with a line break in it', (token) => `Bearer ${token.replace('.', '.\n')}`],
    ['with quotes', (token) => `Bearer "${token}"`],
    ['with padding', (token) => `Bearer ${token}=`],
    ['with the characters of another base64', (token) => `Bearer ${token.replace(/.$/, '+')}`],
    ['with a NUL', (token) => `Bearer ${token}\u0000`],
    ['with a fourth part', (token) => `Bearer ${token}.e30`],
    ['with five parts of a signed token', (token) => `Bearer ${token}.e30.e30`],
    ['cut off', (token) => `Bearer ${token.slice(0, -8)}`],
    ['without a token', () => 'Bearer '],
    ['with dots alone', () => 'Bearer ..'],
    ['with four dots alone', () => 'Bearer ....'],
    ['of an AWS signature', () => 'AWS4-HMAC-SHA256 Credential=a/b/c/execute-api/aws4_request'],
    ['beyond what API Gateway takes', (token) => `Bearer ${token.replace('.', `.${'x'.repeat(10_240)}`)}`],
  ])('%s lets nobody in, without an error', async (_, header) => {
    expect(await lets(header(await good()))).toBe(false);
    expect(printed.join('')).not.toContain('ERROR');
  });

  test('of a megabyte is refused at once', async () => {
    const startedAt = performance.now();
    for (const header of ['.'.repeat(1e6), 'a.'.repeat(5e5), `Bearer ${' '.repeat(1e6)}x`, `${'-'.repeat(1e6)}!`]) {
      expect(await lets(header)).toBe(false);
    }
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('what goes wrong', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'when the table does not answer',
      async () => {
        const clients = { find: async () => Promise.reject(new Error('secret of the table')) };
        const token = await access.tokens.issue(
          { client: newClientId('operator'), scopes: ['events:read'] },
          access.now(),
        );
        return answer(token, EVENT, {}, { clients });
      },
    ],
    [
      'when the keys of the issuer cannot be read',
      async () => {
        const token = await issuer.signed();
        const kept = verify;
        verify = async () => Promise.reject(new KeysUnavailable('secret of the issuer'));
        return answer(token, LIST).finally(() => {
          verify = kept;
        });
      },
    ],
    [
      'when API Gateway asks for another route than it remembers the answer by',
      async () => answer(await issuer.signed(), LIST, { routeKey: EVENT }),
    ],
    ['when there is no identity source', async () => answer('', LIST, { identitySource: [] })],
  ])('%s is thrown, so that nobody is let in, and nothing of it is said but that', async (_, ask) => {
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toEqual(new Error('internal'));
    expect(error).not.toHaveProperty('cause');
    expect(printed.join('')).toContain('an unexpected error');
  });

  test('no token is ever in the log', async () => {
    const [own, others] = [await tokenOf(await access.generate(await access.create())), await issuer.signed()];
    for (const token of [own, others, `${others}x`]) await answer(`Bearer ${token}`, LIST);
    await answer(`Bearer ${own}`);
    expect(printed.join('')).toContain('caller_admitted');
    for (const token of [own, others]) expect(printed.join('')).not.toContain(token.slice(-40));
  });
});
