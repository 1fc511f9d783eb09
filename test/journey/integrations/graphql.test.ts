import { readFileSync } from 'node:fs';
import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type ApiClientSetup, openApiClientSetup } from '../api/api-setup.ts';

const GUIDE = readFileSync(new URL('./integration-guide.txt', import.meta.url), 'utf8');
/** The six mutations, as they stand in AppDirect's guide. */
const MUTATIONS = [...GUIDE.matchAll(/^Mutation\n(.*?)^Response$/gms)].map(([, mutation = '']) => mutation);

/** Ids and the number that the guide uses. */
const INTEGRATION = '5f157a26-0238-4f3f-9c31-1f3e65b4713e';
const PRODUCT = '06ea7f9d-4a1b-4a00-810f-089ac43972e2';

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

let setup: ApiClientSetup;
let url: string;
let token: string;
beforeAll(async () => {
  setup = await openApiClientSetup();
  url = `${setup.local.url}/v1/graphql`;
  token = await setup.token();
}, 180_000);
afterAll(() => setup?.close());

const answerShape = z.object({ data: z.record(z.string(), z.unknown()).nullish(), errors: z.unknown().optional() });

async function ask(query: string, variables: object = {}, bearer = token) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...answerShape.parse(await response.json()) };
}

describe("AppDirect's guide, step by step", () => {
  beforeAll(async () => {
    const { data } = await ask(
      `mutation ($product: CreateProductInput!, $integration: CreateProductIntegrationInput!) {
        createProduct(input: $product) { userErrors { code } }
        createProductIntegration(input: $integration) { userErrors { code } }
      }`,
      {
        product: { id: PRODUCT, name: 'Documentation Test Product' },
        integration: { id: INTEGRATION, number: 34_827, createUrl: 'https://example.com/notifications' },
      },
    );
    expect(data).toEqual({ createProduct: { userErrors: null }, createProductIntegration: { userErrors: null } });
  });

  test.each([
    ['creates an integration', 'createProductIntegration', { productIntegration: { id: UUID } }],
    [
      'configures how users sign in',
      'addProductIntegrationOpenIdConnectConfiguration',
      {
        openIdConnectConfiguration: {
          clientCreationMethod: 'PER_SUBSCRIPTION',
          grantTypes: ['AUTHORIZATION_CODE'],
          redirectUrls: ['YOUR_REDIRECT_URLS'],
        },
      },
    ],
    [
      'generates the inbound client',
      'generateProductIntegrationInboundClient',
      {
        productIntegrationInboundClient: {
          clientId: expect.stringMatching(/^\w{10,}$/),
          clientSecret: expect.stringMatching(/^[\w-]{18,}$/),
          createdOn: expect.closeTo(Date.now(), -6),
        },
      },
    ],
    [
      'triggers ping tests',
      'triggerProductIntegrationPingTest',
      { productIntegration: { id: INTEGRATION, version: 'WORKING', type: 'FULL_INTEGRATION' } },
    ],
    ['publishes', 'publishProductIntegration', { productIntegration: { id: UUID, version: 'PUBLISHED' } }],
    ['links the product', 'linkProductIntegration', { product: { id: PRODUCT, version: 'WORKING' } }],
  ])('%s', async (_, name, inner) => {
    const mutation = MUTATIONS.find((text) => text.includes(name)) ?? '';
    expect(await ask(mutation)).toEqual({ status: 200, data: { [name]: inner } });
  });

  test('has six steps, all of which ran, and the integration is what they made of it', async () => {
    expect(MUTATIONS).toHaveLength(6);
    const { data } = await ask(
      `{ productIntegration(id: 34827) {
        id number changedSincePublished
        inboundClients { scopes }
        products { nodes { id slug } }
        published { version singleSignOn { ... on OpenIdConnectConfiguration { initiateLoginUrl allowOidcScope } } }
        lastTest { eventTypes }
        audit { nodes { action } }
      } }`,
    );
    expect(data?.['productIntegration']).toEqual({
      id: INTEGRATION,
      number: 34_827,
      changedSincePublished: false,
      inboundClients: [{ scopes: ['events:read', 'events:write'] }],
      products: { nodes: [{ id: PRODUCT, slug: 'documentation-test-product' }] },
      published: {
        version: 'PUBLISHED',
        singleSignOn: { initiateLoginUrl: 'YOUR_INITIATE_LOGIN_URL', allowOidcScope: false },
      },
      lastTest: { eventTypes: ['SUBSCRIPTION_ORDER'] },
      audit: {
        nodes: [
          'linkProductIntegration',
          'publishProductIntegration',
          'generateProductIntegrationInboundClient',
          'addProductIntegrationOpenIdConnectConfiguration',
          'createProductIntegration',
        ].map((action) => ({ action })),
      },
    });
  });

  test('says what would fail: the token URI of the guide is plain http', async () => {
    const { data } = await ask(
      `{ productIntegrations(filter: {name: "documentation"}) { nodes { findings { code path } } } }`,
    );
    expect(data).toMatchObject({
      productIntegrations: {
        nodes: [
          { findings: expect.arrayContaining([{ code: 'URL_NOT_HTTPS', path: ['outboundCredentials', 'tokenUri'] }]) },
        ],
      },
    });
  });

  test('the ping is an event that only the sender of events hears', async () => {
    await vi.waitUntil(() => setup.local.events.some(({ source }) => source === 'handfast.ping'));
    const pings = setup.local.events.filter(({ source }) => source === 'handfast.ping');
    expect(pings.map((event) => event['detail-type'])).toEqual(['ping']);
    expect(pings[0]?.detail).toEqual({
      integration: INTEGRATION,
      version: 'WORKING',
      types: ['SUBSCRIPTION_ORDER'],
      startedAt: expect.any(String),
    });
  });
});

describe('who comes in', () => {
  test('a token of any of three scopes; what it may do is said by the fields', async () => {
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
    expect((await ask('{ __typename }', {}, await setup.token('connections:read'))).status).toBe(403);
    const products = await setup.token('products:write');
    expect(await ask('{ __typename }', {}, products)).toMatchObject({ status: 200, data: { __typename: 'Query' } });
    expect(await ask('{ products { nodes { slug } } }', {}, products)).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const reader = await setup.token('integrations:read');
    const { data } = await ask(
      'mutation { createProductIntegration(input: {}) { userErrors { code path message } } }',
      {},
      reader,
    );
    expect(data).toEqual({
      createProductIntegration: {
        userErrors: [{ code: 'FORBIDDEN', path: null, message: 'The token needs the scope integrations:write.' }],
      },
    });
  });
});

/** Audits of GET requests, which the specification leaves to the server: API Gateway has no such route. */
const NOT_SERVED = ['5A70', 'D6D5', '6A70'];

test('GraphQL over HTTP: all audits pass but those of GET requests', async () => {
  const results = await auditServer({
    url,
    fetchFn: (target: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(target, { ...init, headers });
    },
  });
  expect(results).toHaveLength(61);
  const failed = results.filter(({ status }) => status !== 'ok').map(({ id }) => id);
  expect(failed.toSorted()).toEqual(NOT_SERVED.toSorted());
}, 180_000);
