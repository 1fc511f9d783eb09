import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { createStack, FULL, LEAST } from './template.ts';

let deployed: ReturnType<typeof createStack>;
beforeAll(() => {
  deployed = createStack(LEAST, 'eu-west-1');
});

/** The provider in the environment of the popup's function, with references as `<logical id>`. */
function signInOfPopup({ template }: Pick<typeof deployed, 'template'>): unknown {
  const [popup] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) =>
    id.includes('Login'),
  );
  const signIn: unknown = popup?.[1]['Properties'].Environment.Variables.HANDFAST_SIGN_IN;
  if (typeof signIn === 'string') return JSON.parse(signIn);
  const parts: unknown[] = Reflect.get(Object(signIn), 'Fn::Join')[1];
  return JSON.parse(
    parts.map((part) => (typeof part === 'string' ? part : `<${Reflect.get(Object(part), 'Ref')}>`)).join(''),
  );
}

describe('without a provider of the operator', () => {
  test("merchants sign in at the stack's own user pool, of which the popup knows all it needs", () => {
    expect(signInOfPopup(deployed)).toEqual({
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/<HandfastUserPoolEB756E6F>',
      clientId: '<HandfastUserPoolClient75CDC523>',
      scope: 'openid email',
      accountClaim: 'sub',
    });
  });

  test('the popup is a public client of the code flow, known by one address only', () => {
    deployed.template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [{ 'Fn::Join': ['', [Match.anyValue(), '/signin/return']] }],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('merchants may open an account by themselves, or not, as the settings say', () => {
    const only = (closed: boolean) => ({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: closed } });
    deployed.template.hasResourceProperties('AWS::Cognito::UserPool', only(false));
    const closed = createStack({ ...LEAST, userPool: { selfSignUp: false } }).template;
    closed.hasResourceProperties('AWS::Cognito::UserPool', only(true));
  });

  test('the pages of the pool have a style, without which AWS does not show them', () => {
    deployed.template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
    deployed.template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });
});

describe('with a provider of the operator', () => {
  test('no pool is made for merchants, and the popup knows the name of the client secret, never the secret', () => {
    const own = createStack(FULL);
    expect(own.handfast.userPool).toBeUndefined();
    own.template.resourceCountIs('AWS::Cognito::UserPool', 0);
    expect(signInOfPopup(own)).toEqual({
      issuer: 'https://id.example',
      clientId: 'handfast',
      clientSecretId: 'acme/sign-in',
      scope: 'openid email',
      accountClaim: 'sub',
    });
  });
});

describe('of the console', () => {
  const withConsole = () => createStack({ ...LEAST, console: {} }, 'eu-west-1');
  const outputsOf = ({ template }: Pick<typeof deployed, 'template'>) =>
    Object.keys(template.findOutputs('*')).filter((id) => id.includes('Console'));

  test('without a provider of its own, people in groups of the pool sign in, by a client that knows the console alone', () => {
    const { template } = withConsole();
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      CallbackURLs: [{ 'Fn::Join': ['', [Match.anyValue(), '/console/session/return']] }],
    });
    const groups = Object.values(template.findResources('AWS::Cognito::UserPoolGroup'));
    expect(groups.map(({ Properties }) => Properties.GroupName)).toEqual(['handfast-viewers', 'handfast-operators']);
    expect(consoleOf(template)).toMatchObject({
      signIn: { clientId: expect.stringContaining('ConsoleClient'), scope: 'openid email' },
      claim: 'cognito:groups',
      viewers: ['handfast-viewers'],
      operators: ['handfast-operators'],
      showRecords: false,
      accountPages: {},
    });
  });

  test("the popup's client stays the one that deployments have", () => {
    expect(signInOfPopup(withConsole())).toEqual(signInOfPopup(deployed));
  });

  test('with a provider of its own, it knows the name of the client secret, and no group is made', () => {
    const own = createStack(FULL);
    own.template.resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
    expect(consoleOf(own.template)).toEqual({
      signIn: {
        issuer: 'https://id.example',
        clientId: 'console',
        scope: 'openid email',
        clientSecretId: 'acme/console',
      },
      claim: 'groups',
      viewers: ['support'],
      operators: ['operations'],
      showRecords: false,
      accountPages: {},
    });
  });

  test('without the setting there is none: no route, no group, nothing in the outputs', () => {
    deployed.template.resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
    const routes = Object.values(deployed.template.findResources('AWS::ApiGatewayV2::Route'));
    expect(routes.filter(({ Properties }) => Properties.RouteKey.includes('/console'))).toEqual([]);
    expect(outputsOf(deployed)).toEqual([]);
    expect(outputsOf(withConsole())).toHaveLength(2);
  });
});

/** What the console's function is told, with references as their logical ids. */
function consoleOf(template: (typeof deployed)['template']): unknown {
  const [fn] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) => id.includes('Console'));
  const told: unknown = fn?.[1]['Properties'].Environment.Variables.HANDFAST_CONSOLE;
  if (typeof told === 'string') return JSON.parse(told);
  const parts: unknown[] = Reflect.get(Object(told), 'Fn::Join')[1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : Reflect.get(Object(part), 'Ref'))).join(''));
}
