import type { Configuration } from 'oidc-provider';
import { SCOPES, scopeName } from '../../../functions/domain/api/scopes.ts';

/** The vendor's backend, as the OpenID provider knows it. */
export const BACKEND_ID = 'backend';

/** What tokens for the API have in `aud`. */
export const API_AUDIENCE = 'handfast';

/** The `resource` of token requests; the backend may leave it out. */
const API_RESOURCE = `urn:${API_AUDIENCE}:api`;

export const API_SCOPE = SCOPES.map(scopeName).join(' ');

/** A client with every scope, for the client credentials flow alone. */
export function backendClient(secret: string): NonNullable<Configuration['clients']>[number] {
  return {
    client_id: BACKEND_ID,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: API_SCOPE,
  };
}

/** Access tokens for the API are JWTs with an audience; those of the sign-in stay what they were. */
export const apiFeatures: NonNullable<Configuration['features']> = {
  clientCredentials: { enabled: true },
  resourceIndicators: {
    enabled: true,
    defaultResource: (_, client) => (client?.clientId === BACKEND_ID ? API_RESOURCE : []),
    getResourceServerInfo: () => ({
      scope: API_SCOPE,
      audience: API_AUDIENCE,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'RS256' } },
    }),
  },
};
