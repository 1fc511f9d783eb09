import { expect } from 'vitest';
import * as z from 'zod';
import { issueToken } from '../../../functions/access/tokens/issue-token.ts';
import { openAccessTokens, openTokenKeyring } from '../../../functions/adapters/access-tokens/access-tokens.ts';
import { openClientFailures } from '../../../functions/adapters/dynamodb/clients/client-failures.ts';
import { openClientRepository } from '../../../functions/adapters/dynamodb/clients/client-repository.ts';
import { openClientUses } from '../../../functions/adapters/dynamodb/clients/client-uses.ts';
import type { HttpResponse } from '../../../functions/adapters/lambda/http-handler.ts';
import type { TokenRequest } from '../../../functions/adapters/lambda/token-handler.ts';
import { openGraphQl } from '../integrations/graphql-setup.ts';

export const API_URL = 'https://api.example/v1';

export type Generated = { readonly clientId: string; readonly clientSecret: string };
const generated = z.object({ clientId: z.string(), clientSecret: z.string() });
const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
  scope: z.string(),
});

/** The token endpoint and GraphQL with one table, as a vendor's backend sees them. */
export async function openAccess() {
  const graphql = await openGraphQl();
  const { table, now } = graphql;
  const clients = openClientRepository(table);
  const keyring = openTokenKeyring(async () => 't'.repeat(64), 'secret', now);
  const tokens = openAccessTokens(keyring, API_URL);
  /** As one function that stays warm. */
  const warm = () =>
    issueToken({
      clients,
      uses: openClientUses(table),
      integrations: graphql.deps.integrations,
      failures: openClientFailures(table, now),
      tokens,
      now,
    });
  const issue = warm();

  return {
    ...graphql,
    clients,
    tokens,
    warm,

    /** @param body a form, or text as it is sent */
    async send(
      body: Record<string, string> | string,
      authorization?: string,
      more: Partial<TokenRequest> = {},
    ): Promise<HttpResponse> {
      return issue(tokenRequest(body, authorization, more));
    },

    async generate(id: string, scopes?: readonly string[]): Promise<Generated> {
      const input = { id, ...(scopes && { scopes }) };
      return generated.parse(
        await graphql.change('generateProductIntegrationInboundClient', input, 'clientId clientSecret', EVERYTHING),
      );
    },
  };
}

/** Holds every scope, and may see everything. */
export const EVERYTHING = {
  client: 'operator',
  scopes: new Set(['integrations:read', 'integrations:write', 'events:read', 'events:write', 'connections:read']),
  products: 'all',
} as const;

export function tokenRequest(
  body: Record<string, string> | string,
  authorization?: string,
  more: Partial<TokenRequest> = {},
): TokenRequest {
  return {
    route: 'POST /v1/oauth2/token',
    product: '',
    query: new URLSearchParams(),
    contentType: 'application/x-www-form-urlencoded',
    acceptLanguage: '',
    cookies: new Map(),
    body: Buffer.from(typeof body === 'string' ? body : new URLSearchParams(body).toString()),
    authorization,
    ...more,
  };
}

export function basic({ clientId, clientSecret }: Generated): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}

export const GRANT = { grant_type: 'client_credentials' };

export function tokenIn(answer: HttpResponse) {
  expect(answer, answer.body).toMatchObject({ status: 200 });
  return tokenAnswer.parse(JSON.parse(answer.body));
}

/** Status and RFC 6749's code. */
export function refusalIn({ status, body }: HttpResponse): string {
  return `${status} ${z.object({ error: z.string() }).parse(JSON.parse(body)).error}`;
}
