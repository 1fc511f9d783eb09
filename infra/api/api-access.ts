import type { HttpRoute, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ApiClient } from '../../functions/adapters/lambda/environment.ts';
import { poolScopeName, type Scope, scopeName } from '../../functions/domain/api/scopes.ts';
import type { ApiSettings } from '../settings/api-settings.ts';
import { type ApiClients, type ApiPool, apiClients, apiPool } from './api-clients.ts';

/** API Gateway takes no authorizer without an audience; no token has this one. */
const NOBODY = 'nobody';

/** Who may use the API. */
export type ApiAccess = {
  readonly authorizer: IHttpRouteAuthorizer;
  /** One of these, in a token; none where there are no tokens. */
  scopesFor(...scopes: readonly Scope[]): string[];
  /** Undefined: whoever is let in may see all products. */
  readonly clients: readonly ApiClient[] | undefined;
  /** The clients that the stack makes, in Cognito. */
  readonly poolClients: ApiClients | undefined;
};

/** @param signInPool the pool that merchants sign in at, where the stack has one */
export function apiAccess(scope: Construct, settings: ApiSettings, signInPool: ApiPool | undefined): ApiAccess {
  switch (settings.kind) {
    case 'iam':
      return { authorizer: new HttpIamAuthorizer(), scopesFor: () => [], clients: undefined, poolClients: undefined };
    case 'issuer': {
      const { issuer, audience, clients } = settings;
      return {
        ...byToken(issuer, audience),
        clients: clients?.map(({ clientId, products }) => ({
          id: clientId,
          ...(products && { products: [...products] }),
        })),
        poolClients: undefined,
      };
    }
    case 'pool': {
      const made = apiClients(scope, signInPool ?? apiPool(scope), settings.clients);
      const ids = Object.values(made.ids);
      const bound = settings.clients.some(({ products }) => products !== undefined);
      const clients = settings.clients.map(({ name, products }) => ({
        id: made.ids[name] ?? name,
        ...(products && { products: [...products] }),
      }));
      return {
        ...byToken(made.issuer, ids.length > 0 ? ids : [NOBODY]),
        clients: bound ? clients : undefined,
        poolClients: made,
      };
    }
    default:
      return settings satisfies never;
  }
}

/** API Gateway compares the audience with a token's `aud`, or with its `client_id` where there is none. */
function byToken(issuer: string, audience: readonly string[]): Pick<ApiAccess, 'authorizer' | 'scopesFor'> {
  return {
    authorizer: new HttpJwtAuthorizer('ApiTokens', issuer, { jwtAudience: [...audience] }),
    scopesFor: (...scopes) => scopes.flatMap((scope) => [scopeName(scope), poolScopeName(scope)]),
  };
}

/** Lets a role call the routes of some scopes with AWS signatures. */
export function grantRoutes(routes: readonly HttpRoute[], grantee: IGrantable): Grant {
  const [first, ...others] = routes.map((route) => route.grantInvoke(grantee));
  if (first === undefined) throw new Error('There is no route to grant: name at least one scope');
  return others.reduce((all, one) => all.combine(one), first);
}
