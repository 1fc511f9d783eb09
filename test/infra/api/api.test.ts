import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../infra/api/routes.ts';
import { Handfast } from '../../../infra/handfast.ts';
import type { SettingsInput } from '../../../infra/settings/settings.ts';
import { createApp, createStack, FULL, LEAST } from '../template.ts';

type Deployed = ReturnType<typeof createStack>;

const found = ({ template }: Pick<Deployed, 'template'>, type: string) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);

/** How each route lets in, by its key. */
const authorizations = (deployed: Deployed): Record<string, { type: string; scopes: string[] | undefined }> =>
  Object.fromEntries(
    found(deployed, 'AWS::ApiGatewayV2::Route').map(({ RouteKey, AuthorizationType, AuthorizationScopes }) => [
      RouteKey,
      { type: AuthorizationType ?? 'NONE', scopes: AuthorizationScopes },
    ]),
  );

const authorizer = (deployed: Deployed) => found(deployed, 'AWS::ApiGatewayV2::Authorizer')[0]?.['JwtConfiguration'];

/** The clients in the environment of the API's function, references as `<logical id>`. */
function clientsOf(deployed: Deployed): unknown {
  const variables = found(deployed, 'AWS::Lambda::Function')
    .map(({ Environment }) => Environment.Variables)
    .find((each) => each.HANDFAST_ISSUER !== undefined);
  const clients = variables.HANDFAST_API_CLIENTS;
  if (clients === undefined || typeof clients === 'string') return clients && JSON.parse(clients);
  const parts: unknown[] = clients['Fn::Join'][1];
  return JSON.parse(
    parts.map((part) => (typeof part === 'string' ? part : Reflect.get(Object(part), 'Ref').slice(0, -8))).join(''),
  );
}

describe('routes of the API', () => {
  test('each ask for a scope, by the name it has in tokens of Cognito and of others; no other route asks for anything', () => {
    const deployed = createStack(LEAST);
    for (const { method, path, scope, orScopes = [] } of ROUTES) {
      const authorization = authorizations(deployed)[`${method} ${path}`];
      expect(scope !== undefined, path).toBe(path.startsWith('/v1/'));
      if (scope === undefined) expect(authorization, path).toEqual({ type: 'NONE', scopes: undefined });
      else {
        const names = [scope, ...orScopes].map((one) => (one.includes(':') ? one : `connections:${one}`));
        const scopes = names.flatMap((name) => [name, `handfast/${name}`]);
        expect(authorization, path).toEqual({ type: 'JWT', scopes });
      }
    }
  });
});

describe("with the stack's own pool", () => {
  let deployed: Deployed;
  beforeAll(() => {
    deployed = createStack(LEAST, 'eu-west-1');
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
      ].map((ScopeName) => Match.objectLike({ ScopeName })),
    });
  });

  test('tokens must be of the pool, and of that client: the popup is no client of the API', () => {
    expect(authorizer(deployed)).toEqual({
      Issuer: {
        'Fn::Join': ['', ['https://cognito-idp.eu-west-1.amazonaws.com/', { Ref: 'HandfastUserPoolEB756E6F' }]],
      },
      Audience: [{ Ref: expect.stringMatching(/^HandfastUserPoolApibackend/) }],
    });
    expect(clientsOf(deployed)).toBeUndefined();
  });

  test('clients are those of the settings, and the function learns which of them may see what', () => {
    const clients = [
      { name: 'backend', scopes: ['read' as const, 'credentials' as const] },
      { name: 'erp-only', products: ['erp'] },
    ];
    const own = createStack({ ...LEAST, api: { clients } });
    expect(authorizer(own).Audience).toHaveLength(2);
    expect(clientsOf(own)).toEqual([
      { id: 'HandfastUserPoolApibackend' },
      { id: 'HandfastUserPoolApierponly', products: ['erp'] },
    ]);
    expect(Object.keys(own.template.findOutputs('*')).join()).toMatch(/HandfastErpOnlyClientId/);
  });

  test('no client is made, nor paid, and nobody let in, when the settings name none', () => {
    const none = createStack({ ...LEAST, api: { clients: [] } });
    expect(found(none, 'AWS::Cognito::UserPoolClient').filter(({ GenerateSecret }) => GenerateSecret)).toEqual([]);
    expect(authorizer(none).Audience).toEqual(['nobody']);
  });

  test('merchants who sign in elsewhere make a pool for clients alone, which goes with the stack', () => {
    const own = createStack(FULL);
    own.template.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Delete' });
    expect(found(own, 'AWS::Cognito::UserPoolDomain')).toHaveLength(1);
  });
});

describe("with an issuer of the operator's", () => {
  const api = { issuer: 'https://id.acme.example', audience: ['handfast'] };

  test('no pool is made for the API, and its tokens are taken', () => {
    const deployed = createStack({ ...FULL, api });
    deployed.template.resourceCountIs('AWS::Cognito::UserPool', 0);
    expect(authorizer(deployed)).toEqual({ Issuer: 'https://id.acme.example', Audience: ['handfast'] });
    expect(clientsOf(deployed)).toBeUndefined();
    expect(Object.keys(deployed.template.findOutputs('*')).join()).not.toMatch(/TokenUrl|ApiPoolId/);
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

  test('every route of the API asks for one, and there are no clients', () => {
    const deployed = createStack(signed);
    for (const [route, authorization] of Object.entries(authorizations(deployed))) {
      expect(authorization.type, route).toBe(route.includes(' /v1/') ? 'AWS_IAM' : 'NONE');
    }
    deployed.template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
    deployed.template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
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
    expect(granted.toSorted()).toEqual(['*/GET/v1/activations', '*/GET/v1/connections', '*/GET/v1/connections/*']);
  });

  test('tokens are not granted to roles', () => {
    const { handfast, stack } = createStack(LEAST);
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
