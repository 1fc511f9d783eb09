import { describe, expect, test } from 'vitest';
import { ALLOW_LOOPBACK_STORES } from '../../../functions/adapters/lambda/environment.ts';
import { readSettings, SettingsError } from '../../../infra/settings/settings.ts';

const products = [
  { id: 'erp', name: 'Acme ERP' },
  { id: 'crm', name: 'Acme CRM' },
];
const issuer = { issuer: 'https://id.example', audience: ['handfast'] };

function problemsOf(api: unknown, more: object = {}): readonly string[] {
  try {
    readSettings({ products, api, ...more });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

const read = (api?: unknown) => readSettings({ products, ...(api === undefined ? {} : { api }) }).api;

describe('the API', () => {
  test('is for clients that are made at run time alone, unless the settings say otherwise', () => {
    expect(read()).toEqual({ kind: 'own', isChosen: false });
    expect(read({ clients: [] })).toEqual({ kind: 'own', isChosen: true });
  });

  test('is for clients of Cognito that are named, or for one, which may not read credentials', () => {
    const backend = { name: 'backend', scopes: ['read', 'call', 'write'], products: undefined };
    expect(read({ auth: 'cognito' })).toEqual({ kind: 'pool', clients: [backend] });
    expect(read({ clients: [{ name: 'backend' }] })).toEqual({ kind: 'pool', clients: [backend] });
    expect(read({ auth: 'cognito', clients: [{ name: 'a' }] })).toMatchObject({ clients: [{ name: 'a' }] });
    expect(read({ auth: 'cognito', clients: [] })).toEqual({ kind: 'own', isChosen: true });
  });

  test('takes tokens of an issuer for an audience, from whomever or from clients that are named', () => {
    expect(read(issuer)).toEqual({ kind: 'issuer', ...issuer, clients: undefined });
    expect(read({ ...issuer, clients: [{ clientId: 'x', products: ['erp'] }] })).toMatchObject({
      clients: [{ clientId: 'x', products: ['erp'] }],
    });
  });

  test('takes AWS signatures', () => {
    expect(read({ auth: 'iam' })).toEqual({ kind: 'iam' });
  });
});

describe('settings of the API that will not do', () => {
  test.each<[string, unknown, readonly (string | RegExp)[]]>([
    ['an unknown way', { auth: 'basic' }, ['api.auth: must be "jwt", "cognito" or "iam"']],
    ['an issuer beside Cognito', { auth: 'cognito', ...issuer }, ['api.issuer: must be left out: auth is "cognito"']],
    ['an issuer that is no URL', { ...issuer, issuer: 'id.example' }, ['api.issuer: must be a URL']],
    ['an issuer without https', { ...issuer, issuer: 'http://id.example' }, ['api.issuer: must be an https URL']],
    ['an issuer without an audience', { issuer: issuer.issuer }, [/^api.audience: must be set when issuer is/]],
    ['an audience without an issuer', { audience: ['x'] }, [/^api.audience: must be left out: without an issuer/]],
    ['no audience', { ...issuer, audience: [] }, ['api.audience: must name at least one audience']],
    [
      'clients and an issuer beside AWS signatures',
      { auth: 'iam', ...issuer, clients: [] },
      ['issuer', 'audience', 'clients'].map((key) => `api.${key}: must be left out: auth is "iam"`),
    ],
    [
      'a scope that there is not',
      { clients: [{ name: 'a', scopes: ['admin'] }] },
      [
        /^api.clients.0.scopes.0: must be one of "read", "call", .*"integrations:write", "products:write", .*"records:read", "changes:read", "changes:write"$/,
      ],
    ],
    ['a client without a scope', { clients: [{ name: 'a', scopes: [] }] }, [/scopes: must name at least one scope$/]],
    ['a name that cannot be one', { clients: [{ name: 'A b' }] }, [/^api.clients.0.name: must be 1 to 32 characters/]],
    [
      'two clients of one name',
      { clients: [{ name: 'a' }, { name: 'a' }] },
      [/^api.clients.1.name: is taken by api.clients.0$/],
    ],
    [
      'two clients of one id',
      { ...issuer, clients: [{ clientId: 'a' }, { clientId: 'a' }] },
      [/1.clientId: is taken by/],
    ],
    [
      'a client of the stack by its id',
      { clients: [{ clientId: 'a' }] },
      [/0.name: must be set/, /0.clientId: must be left out/],
    ],
    [
      "a client of the issuer's by a name, with scopes",
      { ...issuer, clients: [{ name: 'a', scopes: ['read'] }] },
      [
        /0.clientId: must be set: your own issuer makes clients/,
        /0.name: must be left out/,
        /0.scopes: must be left out/,
      ],
    ],
    [
      'a product that there is not',
      { clients: [{ name: 'a', products: ['erp', 'shop'] }] },
      ['api.clients.0.products: names "shop", which is not among the products'],
    ],
    [
      'a client for no product',
      { clients: [{ name: 'a', products: [] }] },
      [/products: must name at least one product; leave it out/],
    ],
    [
      'more clients than API Gateway takes',
      { clients: Array.from({ length: 51 }, (_, n) => ({ name: `c${n}` })) },
      [/at most 50 clients/],
    ],
    [
      'an unknown key',
      { secret: 'x' },
      [/^api\.secret: is not a setting; the nearest is "\w+", all are audience, auth, clients, issuer$/],
    ],
  ])('%s', (_, api, problems) => {
    const found = problemsOf(api);
    for (const problem of problems) expect(found).toContainEqual(expect.stringMatching(problem));
    expect(found).toHaveLength(problems.length);
  });

  test('are all named at once, with those of other settings', () => {
    const found = problemsOf({ auth: 'x', audience: [], clients: [{ products: ['shop'] }] }, { storePorts: [0] });
    expect(found.map((line) => line.split(':')[0]).toSorted()).toEqual(
      [
        'api.auth',
        'api.audience',
        'api.audience',
        'api.clients.0.name',
        'api.clients.0.products',
        'storePorts.0',
      ].toSorted(),
    );
  });

  test('are an issuer without https only as long as the loud switch is off', () => {
    const plain = { ...issuer, issuer: 'http://127.0.0.1:9' };
    expect(problemsOf(plain, { allowLoopbackStores: ALLOW_LOOPBACK_STORES })).toEqual([]);
  });

  test('are more clients than fit into the environment of a function', () => {
    const ids = products.map(({ id }) => id);
    const clients = Array.from({ length: 45 }, (_, n) => ({ name: `client-${n}`, products: ids }));
    expect(problemsOf({ clients })).toEqual([
      expect.stringMatching(/^api.clients: ids and products take \d+ bytes of the/),
    ]);
  });
});
