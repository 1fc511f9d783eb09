import { Aws, Fn, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  type PasswordPolicy,
  UserPool,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { SignIn } from '../../functions/adapters/lambda/environment.ts';
import { signInReturnUrl } from '../../functions/popup/page-urls.ts';
import type { UserPoolSettings } from '../settings/user-pool-settings.ts';

export type UserPoolProps = UserPoolSettings & {
  readonly removalPolicy: RemovalPolicy;
  readonly deletionProtection: boolean;
};

export const PASSWORD_POLICY: PasswordPolicy = {
  minLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireDigits: true,
  requireSymbols: true,
};

/** Who merchants are when the vendor has no OpenID provider: e-mail address and password. */
export function createUserPool(scope: Construct, props: UserPoolProps): UserPool {
  return new UserPool(scope, 'UserPool', {
    selfSignUpEnabled: props.selfSignUp,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    keepOriginal: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: PASSWORD_POLICY,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    // Lite has the classic pages only, which ignore `prompt`: whoever is signed in as the wrong user would stay so.
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: props.deletionProtection,
    removalPolicy: props.removalPolicy,
  });
}

/** Registers Handfast with the pool: a public client, which proves itself by PKCE and has no secret to rotate. */
export function poolSignIn(
  pool: UserPool,
  publicUrl: string,
): { readonly signIn: SignIn; readonly domain: UserPoolDomain } {
  const clientId = addBrowserClient(pool, 'Client', 'Style', signInReturnUrl(publicUrl));
  const domain = poolDomain(pool, 'Pages', 'handfast');
  return { domain, signIn: { issuer: poolIssuer(pool), clientId, scope: 'openid email', accountClaim: 'sub' } };
}

/** @returns the client's id */
export function addBrowserClient(pool: UserPool, id: string, styleId: string, returnUrl: string): string {
  const client = pool.addClient(id, {
    generateSecret: false,
    preventUserExistenceErrors: true,
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    authFlows: { userSrp: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [returnUrl],
    },
  });
  // Without a style, even AWS's own, the newer pages answer that they are not available.
  new CfnManagedLoginBranding(pool, styleId, {
    userPoolId: pool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return client.userPoolClientId;
}

export function poolIssuer(pool: UserPool): string {
  return `https://cognito-idp.${Stack.of(pool).region}.amazonaws.com/${pool.userPoolId}`;
}

/** Where a pool has its pages, and its token endpoint. */
export function poolDomain(pool: UserPool, id: string, prefix: string): UserPoolDomain {
  // Prefixes are unique among all accounts of a region: the last twelve digits of the stack's id are, too.
  const unique = Fn.select(4, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
  return pool.addDomain(id, {
    cognitoDomain: { domainPrefix: `${prefix}-${unique}` },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
}
