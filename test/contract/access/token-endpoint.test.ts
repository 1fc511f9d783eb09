import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverMetadata } from '../../../functions/access/tokens/server-metadata.ts';
import { API_URL, basic, type Generated, GRANT, openAccess, refusalIn, tokenIn, tokenRequest } from './access-setup.ts';

let access: Awaited<ReturnType<typeof openAccess>>;
let integration: string;
let client: Generated;

beforeAll(async () => {
  access = await openAccess();
  integration = await access.create();
  client = await access.generate(integration);
});
afterAll(() => access.close());

const post = ({ clientId, clientSecret }: Generated) => ({ client_id: clientId, client_secret: clientSecret });

describe('a client gets a token', () => {
  test('of an hour for all that it has, which nobody on the way may keep', async () => {
    const answer = await access.send(GRANT, basic(client));
    const token = tokenIn(answer);
    expect(token).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'events:read events:write' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    });
    expect(await access.tokens.verify(token.access_token, access.now())).toMatchObject({
      client: client.clientId,
      scopes: ['events:read', 'events:write'],
      integration,
    });
  });

  test('with its secret in the body, and with its id there besides the header', async () => {
    tokenIn(await access.send({ ...GRANT, ...post(client) }));
    tokenIn(await access.send({ ...GRANT, client_id: client.clientId }, basic(client)));
  });

  test('when id and secret are percent-encoded before they are joined, as RFC 6749 asks for', async () => {
    const encoded = (text: string) => text.replaceAll(/[^a-z]/gi, (one) => `%${one.charCodeAt(0).toString(16)}`);
    const { clientId, clientSecret } = client;
    const credentials = { clientId: encoded(clientId), clientSecret: encoded(clientSecret) };
    expect(credentials.clientId).toContain('%5f');
    tokenIn(await access.send(GRANT, basic(credentials)));
  });

  test.each([
    ['events:read', 'events:read'],
    ['events:write events:read', 'events:write events:read'],
    ['events:read events:read', 'events:read'],
    ['handfast/events:read', 'events:read'],
    ['', 'events:read events:write'],
  ])('for the scopes %j, if it has them', async (scope, granted) => {
    const token = tokenIn(await access.send({ ...GRANT, scope }, basic(client)));
    expect(token.scope).toBe(granted);
    expect((await access.tokens.verify(token.access_token, access.now()))?.scopes).toEqual(granted.split(' '));
  });

  test.each([
    'connections:read',
    'events:read products:write',
    'read',
    'events:*',
    ' events:read',
    'a"b',
    'events:read\0',
  ])('for the scope %j not at all', async (scope) => {
    expect(refusalIn(await access.send({ ...GRANT, scope }, basic(client)))).toBe('400 invalid_scope');
  });

  test('and the time of it is shown with the integration', async () => {
    const id = await access.create();
    const fresh = await access.generate(id);
    const used = () => access.read(id, 'inboundClients { clientId lastUsedOn }');
    expect(await used()).toEqual({ inboundClients: [{ clientId: fresh.clientId, lastUsedOn: null }] });
    tokenIn(await access.send(GRANT, basic(fresh)));
    expect(await used()).toEqual({
      inboundClients: [
        { clientId: fresh.clientId, lastUsedOn: expect.closeTo(Date.parse('2026-11-26T08:00:00Z'), -4) },
      ],
    });
  });
});

describe('a request without a right secret', () => {
  const unknown = { clientId: `inc_${'0'.repeat(24)}`, clientSecret: 'x'.repeat(43) };

  test('looks the same whether the client is unknown, the secret wrong, or the client revoked', async () => {
    const revoked = await access.generate(integration);
    await access.change('revokeProductIntegrationInboundClient', { id: integration, clientId: revoked.clientId });
    const wrong = { ...client, clientSecret: unknown.clientSecret };
    const answers = [];
    for (const one of [unknown, wrong, revoked]) answers.push(await access.send(GRANT, basic(one)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="handfast", charset="UTF-8"', 'cache-control': 'no-store' },
      body: '{"error":"invalid_client","error_description":"There is no client with this id and this secret."}',
    });
  });

  test('takes the same reads and writes whether there is such a client or not', async () => {
    const commands: string[] = [];
    const { client: database } = access.table;
    const send = database.send.bind(database);
    const counted = new Proxy(database, {
      get: (target, name) =>
        name === 'send'
          ? (command: Parameters<typeof send>[0]) => {
              commands.push(command.constructor.name);
              return send(command);
            }
          : Reflect.get(target, name),
    });
    const { openClientRepository } = await import('../../../functions/adapters/dynamodb/clients/client-repository.ts');
    const { openClientUses } = await import('../../../functions/adapters/dynamodb/clients/client-uses.ts');
    const { openClientFailures } = await import('../../../functions/adapters/dynamodb/clients/client-failures.ts');
    const { issueToken } = await import('../../../functions/access/tokens/issue-token.ts');
    const table = { ...access.table, client: counted };
    const issue = issueToken({
      clients: openClientRepository(table),
      uses: openClientUses(table),
      integrations: access.deps.integrations,
      failures: openClientFailures(table, access.now),
      tokens: access.tokens,
      now: access.now,
    });
    const workFor = async (one: Generated) => {
      commands.length = 0;
      await issue(tokenRequest(GRANT, basic(one)));
      return [...commands];
    };
    const fresh = await access.generate(await access.create());
    expect(await workFor({ ...fresh, clientSecret: unknown.clientSecret })).toEqual(['GetCommand', 'UpdateCommand']);
    expect(await workFor({ ...unknown, clientId: `inc_${'1'.repeat(24)}` })).toEqual(['GetCommand', 'UpdateCommand']);
  });

  test.each([
    ['no credentials at all', GRANT, undefined, '401 invalid_client'],
    ['an id alone', { ...GRANT, client_id: unknown.clientId }, undefined, '401 invalid_client'],
    ['a secret alone', { ...GRANT, client_secret: 's' }, undefined, '401 invalid_client'],
    ['an empty secret', { ...GRANT, client_id: unknown.clientId, client_secret: '' }, undefined, '401 invalid_client'],
    ['a bearer token', GRANT, 'Bearer abc', '401 invalid_client'],
    ['an AWS signature', GRANT, 'AWS4-HMAC-SHA256 Credential=a', '401 invalid_client'],
    ['Basic without credentials', GRANT, 'Basic', '401 invalid_client'],
    ['Basic that is no base64', GRANT, 'Basic ä', '401 invalid_client'],
    ['Basic twice', GRANT, 'Basic YTpi, Basic YTpi', '401 invalid_client'],
    ['Basic without a colon', GRANT, `Basic ${btoa('abc')}`, '401 invalid_client'],
    ['Basic with half a percent-encoding', GRANT, `Basic ${btoa('a%:b')}`, '401 invalid_client'],
    ['Basic that is no UTF-8', GRANT, 'Basic /w==', '401 invalid_client'],
    ['a NUL byte in the id', GRANT, `Basic ${btoa(`${unknown.clientId}\0:b`)}`, '401 invalid_client'],
    ['an id of another shape', GRANT, `Basic ${btoa('backend:b')}`, '401 invalid_client'],
    ['an id that would be a key of ours', GRANT, `Basic ${btoa('inc_%23INTEGRATION%23x:b')}`, '401 invalid_client'],
  ])('with %s is refused', async (_, body, authorization, refusal) => {
    expect(refusalIn(await access.send(body, authorization))).toBe(refusal);
  });
});

describe('a request that is not as RFC 6749 has it is refused', () => {
  test.each([
    ['no grant type', {}, '400 invalid_request'],
    ['an empty grant type', { grant_type: '' }, '400 invalid_request'],
    ['a password', { grant_type: 'password', username: 'a', password: 'b' }, '400 unsupported_grant_type'],
    ['a code', { grant_type: 'authorization_code', code: 'c' }, '400 unsupported_grant_type'],
    ['a refresh token', { grant_type: 'refresh_token', refresh_token: 'r' }, '400 unsupported_grant_type'],
    ['a grant type in capitals', { grant_type: 'CLIENT_CREDENTIALS' }, '400 unsupported_grant_type'],
    ['a NUL byte in the grant type', 'grant_type=client_credentials%00', '400 unsupported_grant_type'],
    ['a parameter twice', 'grant_type=client_credentials&grant_type=client_credentials', '400 invalid_request'],
    ['an unknown parameter twice', 'grant_type=client_credentials&a=1&a=2', '400 invalid_request'],
    ['an empty parameter twice', 'grant_type=client_credentials&scope=&scope=', '400 invalid_request'],
    ['no UTF-8', 'BINARY', '400 invalid_request'],
    ['more than 8 KB', `grant_type=client_credentials&a=${'x'.repeat(8_192)}`, '413 invalid_request'],
  ])('%s', async (_, body, refusal) => {
    const more = body === 'BINARY' ? { body: Buffer.from([0xff, 0xfe]) } : {};
    expect(refusalIn(await access.send(body, basic(client), more))).toBe(refusal);
  });

  test.each(['application/json', 'multipart/form-data', 'text/plain', ''])('content type %j', async (contentType) => {
    expect(refusalIn(await access.send(GRANT, basic(client), { contentType }))).toBe('400 invalid_request');
  });

  test('parameters in the URL, where they would be logged by others', async () => {
    const query = new URLSearchParams({ ...GRANT, ...post(client) });
    expect(refusalIn(await access.send(GRANT, basic(client), { query }))).toBe('400 invalid_request');
  });

  test('two ways to authenticate at once, even the same secret twice', async () => {
    expect(refusalIn(await access.send({ ...GRANT, ...post(client) }, basic(client)))).toBe('400 invalid_request');
    const other = { ...GRANT, client_id: `inc_${'0'.repeat(24)}` };
    expect(refusalIn(await access.send(other, basic(client)))).toBe('400 invalid_request');
  });

  test('with a description of the few characters that the standard allows, and nothing of the request in it', async () => {
    const answers = [
      await access.send({ grant_type: 'CANARY' }, basic(client)),
      await access.send({ ...GRANT, scope: 'CANARY' }, basic(client)),
      await access.send({ ...GRANT, client_id: 'CANARY', client_secret: 'CANARY' }),
    ];
    for (const { body } of answers) {
      expect(JSON.parse(body).error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
      expect(body).not.toContain('CANARY');
    }
  });
});

test('the metadata say where tokens are, and how to ask for them', async () => {
  const { status, body } = await serverMetadata(API_URL)(tokenRequest(''));
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({
    issuer: 'https://api.example',
    token_endpoint: 'https://api.example/v1/oauth2/token',
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    scopes_supported: expect.arrayContaining(['connections:read', 'events:write', 'integrations:write']),
  });
});
