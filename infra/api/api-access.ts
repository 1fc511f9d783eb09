import { Annotations } from 'aws-cdk-lib';
import type { HttpRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ApiClient, TokenIssuer } from '../../functions/adapters/lambda/environment.ts';
import type { ApiSettings } from '../settings/api-settings.ts';
import { type ApiClients, type ApiPool, apiClients, apiPool } from './api-clients.ts';

/** Who may use the API. */
export type ApiAccess = {
  /** Whether AWS signatures let in, in place of tokens. */
  readonly bySignature: boolean;
  /** Whose tokens are taken besides those that the deployment issues. */
  readonly issuer: TokenIssuer | undefined;
  /** Undefined: whoever is let in by an issuer's token or a signature may see all products. */
  readonly clients: readonly ApiClient[] | undefined;
  /** The clients that the stack makes, in Cognito. */
  readonly poolClients: ApiClients | undefined;
};

const OWN_TOKENS: ApiAccess = { bySignature: false, issuer: undefined, clients: undefined, poolClients: undefined };

/** @param signInPool the pool that merchants sign in at, where the stack has one */
export function apiAccess(scope: Construct, settings: ApiSettings, signInPool: ApiPool | undefined): ApiAccess {
  switch (settings.kind) {
    case 'iam':
      return { ...OWN_TOKENS, bySignature: true };
    case 'own':
      if (!settings.isChosen) warnOfCognito(scope);
      return OWN_TOKENS;
    case 'issuer': {
      const { issuer, audience, clients } = settings;
      return {
        ...OWN_TOKENS,
        issuer: { issuer, audience: [...audience] },
        clients: clients?.map(({ clientId, products }) => ({
          id: clientId,
          ...(products && { products: [...products] }),
        })),
      };
    }
    case 'pool':
      return poolAccess(scope, settings.clients, signInPool);
    default:
      return settings satisfies never;
  }
}

function poolAccess(
  scope: Construct,
  named: Extract<ApiSettings, { kind: 'pool' }>['clients'],
  signInPool: ApiPool | undefined,
): ApiAccess {
  const made = apiClients(scope, signInPool ?? apiPool(scope), named);
  const bound = named.some(({ products }) => products !== undefined);
  const clients = named.map(({ name, products }) => ({
    id: made.ids[name] ?? name,
    ...(products && { products: [...products] }),
  }));
  return {
    ...OWN_TOKENS,
    issuer: { issuer: made.issuer, audience: Object.values(made.ids) },
    clients: bound ? clients : undefined,
    poolClients: made,
  };
}

function warnOfCognito(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    '@handfast:noApiClients',
    'The settings name no "api.clients", so no client of the API is made in Cognito. A stack that was deployed ' +
      'without them had one, "backend": to keep it, set "api": { "clients": [{ "name": "backend" }] }. ' +
      'Otherwise set "api": { "clients": [] }, and make clients by "npx handfast clients create".',
  );
}

/** Lets a role call the routes of some scopes with AWS signatures. */
export function grantRoutes(routes: readonly HttpRoute[], grantee: IGrantable): Grant {
  const [first, ...others] = routes.map((route) => route.grantInvoke(grantee));
  if (first === undefined) throw new Error('There is no route to grant: name at least one scope');
  return others.reduce((all, one) => all.combine(one), first);
}
