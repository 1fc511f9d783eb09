import { ROUTE_SCOPES } from '../../functions/domain/api/route-scopes.ts';
import type { Scope } from '../../functions/domain/api/scopes.ts';
import type { FunctionName } from '../functions/function-table.ts';

type Listed = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly fn: FunctionName;
  /** Only where the setting `integrations` is on. */
  readonly integrations?: true;
  /** Only where the setting `console` says who may come in. */
  readonly console?: true;
  /** Only where stores are read: the setting `sync.enabled`. */
  readonly sync?: true;
  /** What integrations' own clients call: it takes tokens even where the rest of the API takes AWS signatures. */
  readonly inbound?: true;
  /**
   * Of routes that take no token, though they are of the API: `none` lets everybody in, `aws` whoever signs with AWS
   * credentials that are allowed to. Only where tokens are taken at all.
   */
  readonly insteadOfToken?: 'none' | 'aws';
};

export type Route = Listed & {
  /** What a token must hold one of; none for routes that take no tokens. */
  readonly scopes: readonly Scope[];
};

const LISTED: readonly Listed[] = [
  { method: 'POST', path: '/{product}/callback', fn: 'callback' },
  { method: 'GET', path: '/{product}/login', fn: 'popup' },
  { method: 'GET', path: '/{product}/signin', fn: 'popup' },
  { method: 'GET', path: '/signin/return', fn: 'popup' },
  { method: 'GET', path: '/{product}/signin/return', fn: 'popup' },
  { method: 'GET', path: '/{product}/saml/signin', fn: 'saml', integrations: true },
  { method: 'POST', path: '/{product}/saml/acs', fn: 'saml', integrations: true },
  { method: 'GET', path: '/{product}/saml/metadata', fn: 'saml', integrations: true },
  { method: 'POST', path: '/{product}/consent', fn: 'popup' },
  { method: 'GET', path: '/{product}/progress', fn: 'popup' },
  { method: 'GET', path: '/{product}/seen', fn: 'popup' },
  { method: 'GET', path: '/notice', fn: 'popup' },
  // For people who look at an address in a browser.
  { method: 'GET', path: '/', fn: 'popup' },
  // Its pages are told apart in the function. A product's pages win: the console has none named after one of them.
  { method: 'GET', path: '/console', fn: 'console', console: true },
  { method: 'GET', path: '/console/{page+}', fn: 'console', console: true },
  { method: 'POST', path: '/console/{page+}', fn: 'console', console: true },
  { method: 'GET', path: '/{product}/callback', fn: 'popup' },
  // Whoever asks for a token has none yet; the client's secret is checked there.
  { method: 'POST', path: '/v1/oauth2/token', fn: 'tokens', insteadOfToken: 'none' },
  { method: 'GET', path: '/.well-known/oauth-authorization-server', fn: 'tokens', insteadOfToken: 'none' },
  // The first client is made by somebody who has no client.
  { method: 'POST', path: '/v1/clients', fn: 'clients', insteadOfToken: 'aws' },
  { method: 'GET', path: '/v1/clients', fn: 'clients', insteadOfToken: 'aws' },
  { method: 'DELETE', path: '/v1/clients/{id}', fn: 'clients', insteadOfToken: 'aws' },
  { method: 'GET', path: '/v1/connections', fn: 'api' },
  { method: 'GET', path: '/v1/connections/{id}', fn: 'api' },
  { method: 'DELETE', path: '/v1/connections/{id}', fn: 'api' },
  { method: 'POST', path: '/v1/connections/{id}/account', fn: 'api' },
  { method: 'POST', path: '/v1/connections/{id}/check', fn: 'api' },
  { method: 'POST', path: '/v1/connections/{id}/call', fn: 'api' },
  { method: 'POST', path: '/v1/connections/{id}/pages', fn: 'api' },
  { method: 'GET', path: '/v1/connections/{id}/credentials', fn: 'api' },
  { method: 'GET', path: '/v1/connections/{id}/answers', fn: 'api' },
  { method: 'GET', path: '/v1/activations', fn: 'api' },
  { method: 'GET', path: '/v1/activations/{id}', fn: 'api' },
  { method: 'GET', path: '/v1/overview', fn: 'api' },
  { method: 'GET', path: '/v1/deployment', fn: 'api' },
  { method: 'GET', path: '/v1/connections/{id}/channels', fn: 'api', sync: true },
  { method: 'POST', path: '/v1/connections/{id}/channels', fn: 'api', sync: true },
  { method: 'GET', path: '/v1/channels', fn: 'api', sync: true },
  { method: 'GET', path: '/v1/channels/{id}', fn: 'api', sync: true },
  { method: 'PUT', path: '/v1/channels/{id}', fn: 'api', sync: true },
  { method: 'DELETE', path: '/v1/channels/{id}', fn: 'api', sync: true },
  { method: 'POST', path: '/v1/channels/{id}/sync', fn: 'api', sync: true },
  { method: 'POST', path: '/v1/channels/{id}/pause', fn: 'api', sync: true },
  { method: 'POST', path: '/v1/channels/{id}/resume', fn: 'api', sync: true },
  { method: 'GET', path: '/v1/channels/{id}/runs', fn: 'api', sync: true },
  { method: 'GET', path: '/v1/channels/{id}/records', fn: 'api', sync: true },
  { method: 'POST', path: '/v1/channels/{id}/changes', fn: 'api', sync: true },
  { method: 'GET', path: '/v1/channels/{id}/changes', fn: 'api', sync: true },
  { method: 'GET', path: '/v1/channels/{id}/changes/{batch}', fn: 'api', sync: true },
  { method: 'POST', path: '/v1/channels/{id}/changes/{batch}/cancel', fn: 'api', sync: true },
  { method: 'GET', path: '/v1/runs/{id}', fn: 'api', sync: true },
  { method: 'DELETE', path: '/v1/runs/{id}', fn: 'api', sync: true },
  { method: 'POST', path: '/v1/runs/{id}/confirm', fn: 'api', sync: true },
  {
    method: 'POST',
    path: '/v1/graphql',
    fn: 'integrations',
    integrations: true,
  },
  { method: 'GET', path: '/v1/events/{id}', fn: 'api', integrations: true, inbound: true },
  { method: 'POST', path: '/v1/events/{id}/result', fn: 'api', integrations: true, inbound: true },
];

/** All HTTP routes: connecting first, in the order of a handshake, then the API. */
export const ROUTES: readonly Route[] = LISTED.map((route) => ({
  ...route,
  scopes: ROUTE_SCOPES[`${route.method} ${route.path}`] ?? [],
}));
