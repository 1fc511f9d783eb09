import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CfnUserPoolClient,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { RESOURCE_SERVER, SCOPES, type Scope, scopeName } from '../../functions/domain/api/scopes.ts';
import { PASSWORD_POLICY, poolDomain, poolIssuer } from '../identity/user-pool.ts';
import type { PoolClient } from '../settings/api-settings.ts';
import { SCOPE_DESCRIPTIONS } from './scopes.ts';

export type ApiPool = { readonly pool: UserPool; readonly domain: UserPoolDomain };

/** Clients of the API, by their names, and where they get tokens. */
export type ApiClients = {
  readonly pool: UserPool;
  readonly issuer: string;
  readonly tokenUrl: string;
  readonly ids: Readonly<Record<string, string>>;
};

/** One confidential client per backend, for the client credentials flow alone. About 6 USD a month each. */
export function apiClients(scope: Construct, { pool, domain }: ApiPool, clients: readonly PoolClient[]): ApiClients {
  const names = new Map(
    SCOPES.map((one) => [
      one,
      new ResourceServerScope({ scopeName: scopeName(one), scopeDescription: SCOPE_DESCRIPTIONS[one] }),
    ]),
  );
  const server = pool.addResourceServer('Api', { identifier: RESOURCE_SERVER, scopes: [...names.values()] });
  const parent = new Construct(scope, 'ApiClients');
  const ids = clients.map((client) => [
    client.name,
    backendClient(parent, pool, server, names, client).userPoolClientId,
  ]);
  return {
    pool,
    issuer: poolIssuer(pool),
    tokenUrl: `${domain.baseUrl()}/oauth2/token`,
    ids: Object.fromEntries(ids),
  };
}

function backendClient(
  scope: Construct,
  pool: UserPool,
  server: UserPoolResourceServer,
  names: ReadonlyMap<Scope, ResourceServerScope>,
  { name, scopes }: PoolClient,
): UserPoolClient {
  const granted = [...new Set(scopes)].flatMap((one) => names.get(one) ?? []);
  const client = pool.addClient(`Api-${name}`, {
    userPoolClientName: `${Stack.of(scope).stackName} ${name}`,
    generateSecret: true,
    preventUserExistenceErrors: true,
    oAuth: {
      flows: { clientCredentials: true },
      scopes: granted.map((one) => OAuthScope.resourceServer(server, one)),
    },
  });
  const resource = client.node.defaultChild;
  if (!(resource instanceof CfnUserPoolClient)) throw new Error(`The client ${name} is not one resource`);
  // Left out, Cognito also lets it sign users in with a password.
  resource.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
  return client;
}

/**
 * A pool for the clients of the API alone, where merchants sign in elsewhere. It goes with the stack: there are no users
 * in it, and a client that stays behind would be paid for.
 */
export function apiPool(scope: Construct): ApiPool {
  const pool = new UserPool(scope, 'ApiPool', {
    selfSignUpEnabled: false,
    mfa: Mfa.OFF,
    passwordPolicy: PASSWORD_POLICY,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return { pool, domain: poolDomain(pool, 'Tokens', 'handfast-api') };
}
