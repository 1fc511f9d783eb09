import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROUTE_SCOPES } from '../../../functions/domain/api/route-scopes.ts';
import { ROUTES } from '../../../infra/api/routes.ts';
import { Handfast } from '../../../infra/handfast.ts';
import type { SettingsInput } from '../../../infra/settings/settings.ts';
import { createApp, createStack, FULL, LEAST, newStack } from '../template.ts';

type Deployed = ReturnType<typeof createStack>;

const found = ({ template }: Pick<Deployed, 'template'>, type: string) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);

/** How each route lets in, by its key. */
const authorizations = (deployed: Deployed): Record<string, string> =>
  Object.fromEntries(
    found(deployed, 'AWS::ApiGatewayV2::Route').map(({ RouteKey, AuthorizationType }) => [
      RouteKey,
      AuthorizationType ?? 'NONE',
    ]),
  );

/** Whose tokens the authorizer takes besides our own; references as `<logical id>`. */
function issuerOf(deployed: Deployed): unknown {
  const variables = found(deployed, 'AWS::Lambda::Function')
    .map(({ Environment }) => Environment.Variables)
    .find((each) => each.HANDFAST_TOKEN_SECRET !== undefined && each.HANDFAST_API_ISSUER !== undefined);
  return variables && parsed(variables.HANDFAST_API_ISSUER);
}

/** The clients in the environment of the API's function, references as `<logical id>`. */
function clientsOf(deployed: Deployed): unknown {
  const variables = found(deployed, 'AWS::Lambda::Function')
    .map(({ Environment }) => Environment.Variables)
    .find((each) => each.HANDFAST_ISSUER !== undefined);
  const clients = variables.HANDFAST_API_CLIENTS;
  return clients && parsed(clients);
}

function parsed(text: string | { 'Fn::Join': [string, unknown[]] }): unknown {
  if (typeof text === 'string') return JSON.parse(text);
  const parts = text['Fn::Join'][1];
  return JSON.parse(
    parts.map((part) => (typeof part === 'string' ? part : Reflect.get(Object(part), 'Ref').slice(0, -8))).join(''),
  );
}

/** Settings that make a client in Cognito. */
const NAMED: SettingsInput = { ...LEAST, api: { clients: [{ name: 'backend' }] } };

describe('routes of the API', () => {
  test('each ask the authorizer, but for those that tokens and clients are made at; no other route does', () => {
    const deployed = createStack({ ...LEAST, console: {} });
    for (const { method, path, scopes, insteadOfToken } of ROUTES) {
      const way = insteadOfToken === 'aws' ? 'AWS_IAM' : 'NONE';
      expect(scopes.length > 0 || insteadOfToken !== undefined, path).toBe(/^\/(v1|\.well-known)\//.test(path));
      expect(authorizations(deployed)[`${method} ${path}`], path).toBe(scopes.length > 0 ? 'CUSTOM' : way);
    }
  });

  test('let nobody in unseen but at the token URL and its metadata; operators sign where clients are made', () => {
    const ways = (way: string) =>
      ROUTES.filter(({ insteadOfToken }) => insteadOfToken === way).map(({ method, path }) => `${method} ${path}`);
    expect(ways('none')).toEqual(['POST /v1/oauth2/token', 'GET /.well-known/oauth-authorization-server']);
    expect(ways('aws')).toEqual(['POST /v1/clients', 'GET /v1/clients', 'DELETE /v1/clients/{id}']);
    expect(ROUTES.filter(({ scopes, insteadOfToken }) => scopes.length > 0 && insteadOfToken)).toEqual([]);
  });

  test('have one authorizer, whose answers hold for one header at one route, for a minute', () => {
    const [authorizer, ...others] = found(createStack(LEAST), 'AWS::ApiGatewayV2::Authorizer');
    expect(others).toEqual([]);
    expect(authorizer).toMatchObject({
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
      AuthorizerResultTtlInSeconds: 60,
    });
    expect(JSON.stringify(authorizer?.['AuthorizerUri'])).toContain('"HandfastAuthorizer');
  });

  test('that take a token are known to the authorizer, and no others', () => {
    const taken = ROUTES.filter(({ scopes }) => scopes.length > 0).map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(ROUTE_SCOPES).toSorted()).toEqual(taken.toSorted());
  });
});

describe('without clients in the settings', () => {
  const deployed = createStack(LEAST, 'eu-west-1');

  test('nothing of the API is made in Cognito, nor paid, and only tokens of our own are taken', () => {
    expect(found(deployed, 'AWS::Cognito::UserPoolClient').filter(({ GenerateSecret }) => GenerateSecret)).toEqual([]);
    deployed.template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
    createStack(FULL).template.resourceCountIs('AWS::Cognito::UserPool', 0);
    expect([issuerOf(deployed), clientsOf(deployed)]).toEqual([undefined, undefined]);
    expect(Object.keys(deployed.template.findOutputs('*')).join()).not.toMatch(/HandfastTokenUrl|ApiPoolId/);
  });

  const warnings = (settings: SettingsInput) =>
    Annotations.fromStack(createStack(settings).stack).findWarning('*', Match.stringLikeRegexp('no "api.clients"'));

  test('whoever had one is warned at synthesis, until the settings say what is meant', () => {
    expect(warnings(LEAST)).toHaveLength(1);
    expect(JSON.stringify(warnings(LEAST)[0]?.entry.data)).toContain('"backend');
    for (const api of [
      { clients: [] },
      { clients: [{ name: 'backend' }] },
      { auth: 'cognito' as const },
      { auth: 'iam' as const },
    ]) {
      expect(warnings({ ...LEAST, api })).toEqual([]);
    }
  });

  test('with "auth": "cognito", one is made as before', () => {
    const cognito = createStack({ ...LEAST, api: { auth: 'cognito' } });
    expect(cognito.template.toJSON()).toEqual(createStack(NAMED).template.toJSON());
  });
});

describe('on upgrade', () => {
  /** As earlier versions made them: under another id, a client would be deleted, and its secret with it. */
  const BEFORE = {
    'where merchants sign in at the pool': [
      { ...LEAST, api: { clients: [{ name: 'backend' }, { name: 'erp-only', products: ['erp'] }] } },
      {
        HandfastUserPoolEB756E6F: 'AWS::Cognito::UserPool',
        HandfastUserPoolClient75CDC523: 'AWS::Cognito::UserPoolClient',
        HandfastUserPoolPagesE6C78BBB: 'AWS::Cognito::UserPoolDomain',
        HandfastUserPoolStyle4FCE9751: 'AWS::Cognito::ManagedLoginBranding',
        HandfastUserPoolApi52F1A4CA: 'AWS::Cognito::UserPoolResourceServer',
        HandfastUserPoolApibackend5545167C: 'AWS::Cognito::UserPoolClient',
        HandfastUserPoolApierponlyC60A89B5: 'AWS::Cognito::UserPoolClient',
      },
    ],
    'where they sign in elsewhere': [
      { ...FULL, api: { clients: [{ name: 'backend' }] } },
      {
        HandfastApiPool9BB22C74: 'AWS::Cognito::UserPool',
        HandfastApiPoolTokens8A015C6C: 'AWS::Cognito::UserPoolDomain',
        HandfastApiPoolApi5F00B934: 'AWS::Cognito::UserPoolResourceServer',
        HandfastApiPoolApibackendB3C63BDA: 'AWS::Cognito::UserPoolClient',
      },
    ],
  } satisfies Record<string, [SettingsInput, Record<string, string>]>;

  test.each(Object.entries(BEFORE))(
    'clients that the settings name keep their logical ids %s',
    (_, [settings, before]) => {
      const resources: Record<string, { Type: string }> = createStack(settings).template.toJSON()['Resources'];
      const cognito = Object.entries(resources).filter(([, { Type }]) => Type.startsWith('AWS::Cognito::'));
      expect(Object.fromEntries(cognito.map(([id, { Type }]) => [id, Type]))).toEqual(before);
    },
  );

  test('outputs that commands are written with keep their names', () => {
    const names = Object.keys(createStack(NAMED).template.findOutputs('*'));
    for (const name of ['HandfastTokenUrlBF8EE2DD', 'HandfastApiPoolIdFAB545CF', 'HandfastBackendClientId81BB63C4']) {
      expect(names).toContain(name);
    }
  });

  test('the authorizer is another resource than the one before, which cannot become a function', () => {
    const [id] = Object.keys(createStack(NAMED).template.findResources('AWS::ApiGatewayV2::Authorizer'));
    expect(id).not.toMatch(/^HandfastApiApiTokens/);
  });
});

describe("with the stack's own pool", () => {
  let deployed: Deployed;
  beforeAll(() => {
    deployed = createStack(NAMED, 'eu-west-1');
  });

  test('there is one client, for the client credentials flow alone, which may not read credentials', () => {
    const clients = found(deployed, 'AWS::Cognito::UserPoolClient').filter(({ GenerateSecret }) => GenerateSecret);
    expect(clients).toHaveLength(1);
    expect(clients[0]).toMatchObject({
      AllowedOAuthFlows: ['client_credentials'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      UserPoolId: { Ref: 'HandfastUserPoolEB756E6F' },
    });
    const scopes: { 'Fn::Join': [string, unknown[]] }[] = clients[0]?.['AllowedOAuthScopes'];
    expect(scopes.map((scope) => scope['Fn::Join'][1][1])).toEqual([
      '/connections:read',
      '/connections:call',
      '/connections:write',
    ]);
  });

  test('the pool knows all scopes, below the name that routes expect', () => {
    deployed.template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'handfast',
      Scopes: [
        ...['read', 'call', 'write', 'credentials'].map((scope) => `connections:${scope}`),
        'answers:read',
        'events:read',
        'events:write',
        'integrations:read',
        'integrations:write',
        'products:write',
        'channels:read',
        'channels:write',
        'channels:run',
        'records:read',
        'changes:read',
        'changes:write',
      ].map((ScopeName) => Match.objectLike({ ScopeName })),
    });
  });

  test('tokens must be of the pool, and of that client: the popup is no client of the API', () => {
    expect(issuerOf(deployed)).toEqual({
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/HandfastUserPool',
      audience: ['HandfastUserPoolApibackend'],
    });
    expect(clientsOf(deployed)).toBeUndefined();
  });

  test('clients are those of the settings, and the function learns which of them may see what', () => {
    const clients = [
      { name: 'backend', scopes: ['read' as const, 'credentials' as const] },
      { name: 'erp-only', products: ['erp'] },
    ];
    const own = createStack({ ...LEAST, api: { clients } });
    expect(Object(issuerOf(own)).audience).toEqual(['HandfastUserPoolApibackend', 'HandfastUserPoolApierponly']);
    expect(clientsOf(own)).toEqual([
      { id: 'HandfastUserPoolApibackend' },
      { id: 'HandfastUserPoolApierponly', products: ['erp'] },
    ]);
    expect(Object.keys(own.template.findOutputs('*')).join()).toMatch(/HandfastErpOnlyClientId/);
  });

  test('merchants who sign in elsewhere make a pool for clients alone, which goes with the stack', () => {
    const own = createStack({ ...FULL, api: { clients: [{ name: 'backend' }] } });
    own.template.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Delete' });
    expect(found(own, 'AWS::Cognito::UserPoolDomain')).toHaveLength(1);
  });
});

describe("with an issuer of the operator's", () => {
  const api = { issuer: 'https://id.acme.example', audience: ['handfast'] };

  test('no pool is made for the API, and its tokens are taken', () => {
    const deployed = createStack({ ...FULL, api });
    deployed.template.resourceCountIs('AWS::Cognito::UserPool', 0);
    expect(issuerOf(deployed)).toEqual({ issuer: 'https://id.acme.example', audience: ['handfast'] });
    expect(clientsOf(deployed)).toBeUndefined();
    expect(Object.keys(deployed.template.findOutputs('*')).join()).not.toMatch(/HandfastTokenUrl|ApiPoolId/);
  });

  test('clients that the settings name are in the environment of the function, with their products', () => {
    const clients = [{ clientId: 'erp' }, { clientId: 'crm', products: ['crm-lite'] }];
    expect(clientsOf(createStack({ ...FULL, api: { ...api, clients } }))).toEqual([
      { id: 'erp' },
      { id: 'crm', products: ['crm-lite'] },
    ]);
  });
});

describe('with AWS signatures', () => {
  const signed: SettingsInput = { ...LEAST, api: { auth: 'iam' } };

  test('every route of the API asks for one but those of events, which clients of integrations call with tokens', () => {
    const deployed = createStack(signed);
    for (const { method, path, scopes, inbound } of ROUTES) {
      const way = inbound ? 'CUSTOM' : 'AWS_IAM';
      if (scopes.length > 0) expect(authorizations(deployed)[`${method} ${path}`], path).toBe(way);
    }
    expect(ROUTES.flatMap(({ path, inbound }) => (inbound ? [path] : []))).toEqual([
      '/v1/events/{id}',
      '/v1/events/{id}/result',
    ]);
    expect(issuerOf(deployed)).toBeUndefined();
    deployed.template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
  });

  test('no route takes tokens where there are no integrations', () => {
    const deployed = createStack({ ...signed, integrations: false });
    expect(Object.values(authorizations(deployed))).not.toContain('CUSTOM');
    expect(Object.keys(authorizations(deployed)).filter((key) => /clients|oauth/.test(key))).toEqual([]);
    deployed.template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    deployed.template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
  });

  test('a role is granted the routes of its scopes, and no other', () => {
    const stack = new Stack(createApp(), 'Acme');
    const role = new Role(stack, 'Backend', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    new Handfast(stack, 'Handfast', signed).grantCallApi(role, 'read');
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).filter(
      ({ Properties }) => JSON.stringify(Properties.Roles).includes('Backend'),
    );
    const [statement] = policy?.['Properties'].PolicyDocument.Statement ?? [];
    expect(statement.Action).toBe('execute-api:Invoke');
    const granted: string[] = statement.Resource.map((arn: { 'Fn::Join': [string, unknown[]] }) =>
      String(arn['Fn::Join'][1].at(-1)).replace(/^\//, ''),
    );
    expect(granted.toSorted()).toEqual([
      '*/GET/v1/activations',
      '*/GET/v1/activations/*',
      '*/GET/v1/connections',
      '*/GET/v1/connections/*',
      '*/GET/v1/deployment',
      '*/GET/v1/overview',
    ]);
  });

  test('tokens are not granted to roles', () => {
    const { handfast, stack } = newStack(LEAST);
    const role = new Role(stack, 'Backend', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    expect(() => handfast.grantCallApi(role, 'read')).toThrow('needs the setting api.auth to be "iam"');
  });

  test("the API is called at its own address where something else's host would be signed", () => {
    const urlOf = (settings: SettingsInput, region: string) => {
      const { stack, handfast } = createStack(settings, region);
      return JSON.stringify(stack.resolve(handfast.apiUrl));
    };
    expect(urlOf({ ...signed, firewall: {} }, 'us-east-1')).toContain('ApiEndpoint');
    expect(urlOf({ ...LEAST, firewall: {} }, 'us-east-1')).not.toContain('ApiEndpoint');
    expect(urlOf({ ...FULL, api: { auth: 'iam' } }, 'eu-central-1')).toBe('"https://connect.acme.example/v1"');
  });
});
