import type { FunctionName } from '../functions/function-table.ts';

/** What a token of the vendor's backend may hold. Those of one word are for connections: `connections:read` and so on. */
export const SCOPES = [
  'read',
  'call',
  'write',
  'credentials',
  'answers:read',
  'events:read',
  'events:write',
  'integrations:read',
  'integrations:write',
  'products:write',
] as const;
export type Scope = (typeof SCOPES)[number];

type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/${string}`;
  readonly fn: FunctionName;
  /** Of the API only: no route below `/v1/` is without one. */
  readonly scope?: Scope;
  /** Scopes that let in as well; the function says what each of them allows. */
  readonly orScopes?: readonly Scope[];
  /** Only where the setting `integrations` is on. */
  readonly integrations?: true;
};

/** All HTTP routes: connecting first, in the order of a handshake, then the API. */
export const ROUTES: readonly Route[] = [
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
  { method: 'GET', path: '/{product}/callback', fn: 'popup' },
  { method: 'GET', path: '/v1/connections', fn: 'api', scope: 'read' },
  { method: 'GET', path: '/v1/connections/{id}', fn: 'api', scope: 'read' },
  { method: 'DELETE', path: '/v1/connections/{id}', fn: 'api', scope: 'write' },
  { method: 'POST', path: '/v1/connections/{id}/account', fn: 'api', scope: 'write' },
  { method: 'POST', path: '/v1/connections/{id}/check', fn: 'api', scope: 'call' },
  { method: 'POST', path: '/v1/connections/{id}/call', fn: 'api', scope: 'call' },
  { method: 'POST', path: '/v1/connections/{id}/pages', fn: 'api', scope: 'call' },
  { method: 'GET', path: '/v1/connections/{id}/credentials', fn: 'api', scope: 'credentials' },
  { method: 'GET', path: '/v1/connections/{id}/answers', fn: 'api', scope: 'answers:read' },
  { method: 'GET', path: '/v1/activations', fn: 'api', scope: 'read' },
  {
    method: 'POST',
    path: '/v1/graphql',
    fn: 'integrations',
    scope: 'integrations:read',
    orScopes: ['integrations:write', 'products:write'],
    integrations: true,
  },
  { method: 'GET', path: '/v1/events/{id}', fn: 'api', scope: 'events:read', integrations: true },
  { method: 'POST', path: '/v1/events/{id}/result', fn: 'api', scope: 'events:write', integrations: true },
];
