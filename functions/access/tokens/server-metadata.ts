import type { TokenHandler } from '../../adapters/lambda/token-handler.ts';
import { SCOPES, scopeName } from '../../domain/api/scopes.ts';
import { tokenUrlOf } from '../../domain/api/token-url.ts';

/**
 * `GET /.well-known/oauth-authorization-server`, RFC 8414.
 *
 * @param apiUrl base URL of the API, `…/v1`
 */
export function serverMetadata(apiUrl: string): TokenHandler {
  const body = JSON.stringify({
    issuer: new URL(apiUrl).origin,
    token_endpoint: tokenUrlOf(apiUrl),
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    grant_types_supported: ['client_credentials'],
    // Required, though nobody is sent here by a browser.
    response_types_supported: [],
    scopes_supported: SCOPES.map(scopeName),
  });
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
  };
  return async () => ({ status: 200, headers, body });
}
