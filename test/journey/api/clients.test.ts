import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { handfast } from '../../../client/handfast.ts';
import { type ApiClientSetup, openApiClientSetup } from './api-setup.ts';

const COMMAND = fileURLToPath(new URL('../../../cli/handfast.ts', import.meta.url));
const execute = promisify(execFile);

let setup: ApiClientSetup;
let url: string;
/** A store of each product. */
let demo: Awaited<ReturnType<ApiClientSetup['connected']>>;
let erp: Awaited<ReturnType<ApiClientSetup['connected']>>;

const made = z.object({ clientId: z.string(), clientSecret: z.string(), tokenUrl: z.url() });
type Made = z.infer<typeof made>;

/** `npx handfast …`, as in a shell of its own. */
async function command(...argv: string[]): Promise<unknown> {
  const env = { ...process.env, HANDFAST_DATA: setup.dataFolder };
  const { stdout } = await execute(process.execPath, [COMMAND, ...argv, '--local', '--json'], { env });
  return JSON.parse(stdout);
}

const create = async (...argv: string[]) =>
  made.parse(await command('clients', 'create', '--name', 'backend', ...argv));

function askToken({ clientId, clientSecret, tokenUrl }: Made, scope?: string): Promise<Response> {
  return fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) }),
  });
}

async function tokenOf(client: Made, scope?: string): Promise<string> {
  const answer = z.object({ access_token: z.string() }).parse(await (await askToken(client, scope)).json());
  return answer.access_token;
}

const get = (path: string, token: string) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });

async function graphql(query: string, variables: object, token: string) {
  const response = await fetch(`${url}/v1/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return z.object({ data: z.record(z.string(), z.unknown()) }).parse(await response.json()).data;
}

beforeAll(async () => {
  setup = await openApiClientSetup();
  ({ url } = setup.local);
  demo = await setup.connected();
  erp = await setup.connected({}, 'erp');
}, 120_000);
afterAll(() => setup?.close());

describe('an operator’s client', () => {
  test('is made from the command line, and the client in TypeScript needs nothing but its token URL', async () => {
    const { clientId, clientSecret, tokenUrl } = await create();
    const api = handfast({ url, tokenUrl, clientId, clientSecret });
    expect(await api.connections.get(demo.id)).toMatchObject({ id: demo.id });
  });

  test('that is bound to a product sees no other, byte for byte as if it were not there', async () => {
    const token = await tokenOf(await create('--products', 'erp'));
    expect((await get(`/v1/connections/${erp.id}`, token)).status).toBe(200);
    const [hidden, absent] = await Promise.all(
      [demo.id, `con_${'0'.repeat(32)}`].map((id) => get(`/v1/connections/${id}`, token)),
    );
    expect([hidden?.status, await hidden?.text()]).toEqual([absent?.status, await absent?.text()]);
  });

  test('gets no further than its scopes', async () => {
    const client = await create('--scopes', 'connections:read');
    const token = await tokenOf(client);
    expect((await get(`/v1/connections/${demo.id}`, token)).status).toBe(200);
    expect((await get(`/v1/connections/${demo.id}/credentials`, token)).status).toBe(403);
    expect((await askToken(client, 'connections:credentials')).status).toBe(400);
  });

  test('is out within a minute of its revocation', async () => {
    const client = await create();
    const token = await tokenOf(client);
    expect((await get(`/v1/connections/${demo.id}`, token)).status).toBe(200);
    await command('clients', 'revoke', client.clientId);
    expect((await askToken(client)).status).toBe(401);
    setup.moveClock(60_000);
    expect((await get(`/v1/connections/${demo.id}`, token)).status).toBe(403);
  });
});

describe('an integration’s client', () => {
  const GENERATE = `mutation ($input: GenerateProductIntegrationInboundClientInput!) {
    made: generateProductIntegrationInboundClient(input: $input) {
      clientId clientSecret tokenUrl userErrors { code message }
    }
  }`;

  async function linked(product: string): Promise<{ id: string; token: string }> {
    const token = await setup.token();
    const create = 'mutation { made: createProductIntegration(input: { name: "x" }) { productIntegration { id } } }';
    const { id } = z
      .object({ made: z.object({ productIntegration: z.object({ id: z.string() }) }) })
      .parse(await graphql(create, {}, token)).made.productIntegration;
    await graphql(
      `mutation ($id: ID!, $product: ID!) {
        publishProductIntegration(input: { integrationId: $id }) { userErrors { code } }
        linkProductIntegration(input: { integrationId: $id, productId: $product }) { userErrors { code } }
      }`,
      { id, product },
      token,
    );
    return { id, token };
  }

  test('sees the stores of its integration’s products, and none of others', async () => {
    const { id, token } = await linked('erp');
    const scopes = ['connections:read'];
    const client = made.parse((await graphql(GENERATE, { input: { id, scopes } }, token))['made']);
    const own = await tokenOf(client);
    const list = await (await get('/v1/connections?product=erp', own)).text();
    expect(list).toContain(erp.id);
    expect((await get(`/v1/connections/${demo.id}`, own)).status).toBe(404);
    expect((await get('/v1/connections?product=demo', own)).status).toBe(404);
  });

  test('without scopes may read events and send results, and nothing else', async () => {
    const { id, token } = await linked('demo');
    const client = made.parse((await graphql(GENERATE, { input: { id } }, token))['made']);
    const own = await tokenOf(client);
    expect((await get('/v1/events/dlv_0', own)).status).toBe(404);
    expect((await get(`/v1/connections/${demo.id}`, own)).status).toBe(403);
  });
});

describe('making clients', () => {
  test.each([
    ['nobody', {}],
    ['a token for everything', { authorization: 'TOKEN' }],
    [
      'a signature of other credentials',
      {
        'x-amz-date': '20261126T100000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA0/20261126/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      },
    ],
  ])('is not for %s', async (_, { authorization, ...others }: Record<string, string>) => {
    const bearer = authorization === 'TOKEN' ? `Bearer ${await setup.token()}` : authorization;
    const headers = { ...others, 'content-type': 'application/json', ...(bearer && { authorization: bearer }) };
    const response = await fetch(`${url}/v1/clients`, { method: 'POST', headers, body: '{"name":"x"}' });
    expect(response.status).toBe(403);
  });
});

test('no secret and no token is in the log', async () => {
  const client = await create();
  const token = await tokenOf(client);
  await get('/v1/connections', token);
  await askToken({ ...client, clientSecret: `${client.clientSecret}x` });
  const log = readFileSync(join(setup.dataFolder, 'handfast.log'), 'utf8');
  expect(log).toContain(client.clientId);
  expect(log).not.toContain(client.clientSecret);
  expect(log).not.toContain(token);
});
