import type { AccessTokens } from '../../adapters/access-tokens/access-tokens.ts';
import type { ClientFailures } from '../../adapters/dynamodb/clients/client-failures.ts';
import type { ClientRepository } from '../../adapters/dynamodb/clients/client-repository.ts';
import type { ClientUses } from '../../adapters/dynamodb/clients/client-uses.ts';
import type { IntegrationRepository } from '../../adapters/dynamodb/integrations/integration-repository.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { log, logUnexpectedError } from '../../adapters/lambda/log.ts';
import type { TokenHandler } from '../../adapters/lambda/token-handler.ts';
import { type ClientId, isSecretOf, parseClientId, type RegisteredClient } from '../../domain/api/registered-client.ts';
import { ACCESS_TOKEN_SECONDS } from '../../domain/api/token-lifetime.ts';
import { isLive } from '../live-client.ts';
import { answerRefusal, NOT_KEPT, OAuthRefusal } from './oauth-refusal.ts';
import { unknownClient } from './read-credentials.ts';
import { type AskedToken, readTokenRequest } from './read-token-request.ts';

export type IssueTokenDeps = {
  readonly clients: Pick<ClientRepository, 'find'>;
  readonly uses: Pick<ClientUses, 'mark'>;
  readonly integrations: Pick<IntegrationRepository, 'find'>;
  readonly failures: ClientFailures;
  readonly tokens: Pick<AccessTokens, 'issue'>;
  readonly now: () => Date;
};

/** `POST /v1/oauth2/token`: client credentials, RFC 6749 §4.4. */
export function issueToken(deps: IssueTokenDeps): TokenHandler {
  return async (request) => {
    let client: ClientId | undefined;
    try {
      const asked = readTokenRequest(request);
      client = parseClientId(asked.clientId);
      if (client === undefined) throw unknownClient();
      return await tokenFor(deps, await authenticated(deps, client, asked), asked);
    } catch (error) {
      if (!(error instanceof OAuthRefusal)) throw error;
      log('token_refused', { error: error.code, status: error.status, client });
      return answerRefusal(error);
    }
  };
}

/**
 * Whoever guesses is answered the same, after the same work, whether there is such a client or not. The secret is compared
 * first and failures are counted afterwards: nobody can lock a client out by guessing.
 */
async function authenticated(
  deps: IssueTokenDeps,
  id: ClientId,
  { clientSecret }: AskedToken,
): Promise<RegisteredClient> {
  const client = await deps.clients.find(id);
  const isRight = isSecretOf(client, clientSecret);
  if (client !== undefined && isRight && (await isLive(deps, client))) return client;
  const waitSeconds = await deps.failures.count(id);
  if (waitSeconds === undefined) throw unknownClient();
  throw new OAuthRefusal('invalid_client', 'Too many wrong secrets. Wait as Retry-After says.', 429, waitSeconds);
}

async function tokenFor(deps: IssueTokenDeps, client: RegisteredClient, { scopes }: AskedToken): Promise<HttpResponse> {
  const granted = scopes ?? client.scopes;
  if (granted.length === 0 || !granted.every((scope) => client.scopes.includes(scope))) {
    throw new OAuthRefusal('invalid_scope', `The client has these scopes: ${client.scopes.join(' ')}`);
  }
  const now = deps.now();
  const { id, integration } = client;
  const token = await deps.tokens.issue({ client: id, scopes: granted, integration }, now);
  await markUsed(deps, id, now);
  log('token_issued', { client: id, integration, scope: granted.join(' ') });
  const body = {
    access_token: token,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    scope: granted.join(' '),
  };
  return { status: 200, headers: NOT_KEPT, body: JSON.stringify(body) };
}

/** The token is more important than the time of it. */
async function markUsed({ uses }: IssueTokenDeps, client: ClientId, now: Date): Promise<void> {
  try {
    await uses.mark(client, now);
  } catch (error) {
    logUnexpectedError(error, { route: 'token', client });
  }
}
