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
