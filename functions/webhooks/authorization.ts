import * as z from 'zod/mini';
import { integrationContext } from '../adapters/dynamodb/integrations/integration-item.ts';
import type { TokenRequest } from '../adapters/oidc/client-credentials.ts';
import { TokenFailure } from '../adapters/oidc/client-credentials.ts';
import type { Sealed } from '../domain/ciphertext.ts';
import type { Integration, OutboundCredentials } from '../domain/integrations/integration.ts';
import type { IntegrationId } from '../domain/integrations/integration-ids.ts';
import type { Deps } from './dependencies.ts';

/** How a request authenticates: `renew` gives another header after a 401, where another one can help. */
export type Authorization = {
  readonly header?: string;
  readonly renew?: () => Promise<string>;
};

/** Whether a token is the one that is kept, or a new one: a test shows that the credentials work now. */
export type TokenUse = 'kept' | 'fresh';

const secret = z.object({ secret: z.string() });

type AuthorizationDeps = Pick<Deps, 'vault' | 'tokens'>;

/**
 * Opens the credentials of an integration.
 *
 * @throws TokenFailure where there is no token to be had
 */
export async function authorizationOf(
  deps: AuthorizationDeps,
  integration: IntegrationId,
  credentials: OutboundCredentials | undefined,
  use: TokenUse,
): Promise<Authorization> {
  if (credentials === undefined || credentials.type === 'NONE') return {};
  switch (credentials.type) {
    case 'BASIC': {
      const password = await openSecret(deps, integration, credentials.secret);
      const pair = `${credentials.username ?? ''}:${password}`;
      return { header: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
    }
    case 'OAUTH2':
      return byToken(deps, integration, credentials, use);
    default:
      return credentials.type satisfies never;
  }
}

async function byToken(
  deps: AuthorizationDeps,
  integration: IntegrationId,
  credentials: OutboundCredentials,
  use: TokenUse,
): Promise<Authorization> {
  const { clientId, tokenUri, scope } = credentials;
  if (clientId === undefined || tokenUri === undefined) throw new TokenFailure('incomplete');
  const request: TokenRequest = {
    tokenUri,
    clientId,
    scope,
    clientSecret: await openSecret(deps, integration, credentials.secret),
  };
  if (use === 'fresh') return { header: bearer(await deps.tokens.fresh(request)) };
  // The secret too: after a rotation the old token may no longer hold.
  const name = JSON.stringify([integration, tokenUri, clientId, scope, request.clientSecret]);
  const token = await deps.tokens.token(name, request);
  return { header: bearer(token), renew: async () => bearer(await deps.tokens.token(name, request, token)) };
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}

async function openSecret(
  { vault }: AuthorizationDeps,
  integration: IntegrationId,
  sealed: Sealed | undefined,
): Promise<string> {
  if (sealed === undefined) throw new TokenFailure('secret_missing');
  return (await vault.open(integrationContext(integration), sealed, secret)).secret;
}

/** The current signing secret, and the previous one while receivers are being given the new one. */
export async function signingSecrets(
  { vault, now }: Pick<Deps, 'vault' | 'now'>,
  { id, signing }: Pick<Integration, 'id' | 'signing'>,
): Promise<readonly string[]> {
  const { current, previous } = signing;
  const both = previous !== undefined && Date.parse(previous.until) > now().getTime();
  const opened = [current, ...(both ? [previous.secret] : [])].map((sealed) =>
    vault.open(integrationContext(id), sealed, secret),
  );
  return (await Promise.all(opened)).map((one) => one.secret);
}
