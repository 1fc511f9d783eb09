import { type Scope, scopeName } from './scopes.ts';

/**
 * The routes that take tokens, by API Gateway's route keys, and the scopes of which a token must hold one. Where there
 * are several, the function says what each of them allows.
 */
export const ROUTE_SCOPES: Readonly<Record<string, readonly [Scope, ...Scope[]]>> = {
  'GET /v1/connections': ['read'],
  'GET /v1/connections/{id}': ['read'],
  'DELETE /v1/connections/{id}': ['write'],
  'POST /v1/connections/{id}/account': ['write'],
  'POST /v1/connections/{id}/check': ['call'],
  'POST /v1/connections/{id}/call': ['call'],
  'POST /v1/connections/{id}/pages': ['call'],
  'GET /v1/connections/{id}/credentials': ['credentials'],
  'GET /v1/connections/{id}/answers': ['answers:read'],
  'GET /v1/activations': ['read'],
  'GET /v1/activations/{id}': ['read'],
  'GET /v1/overview': ['read'],
  'GET /v1/deployment': ['read'],
  'GET /v1/connections/{id}/channels': ['channels:read'],
  'POST /v1/connections/{id}/channels': ['channels:write'],
  'GET /v1/channels': ['channels:read'],
  'GET /v1/channels/{id}': ['channels:read'],
  'PUT /v1/channels/{id}': ['channels:write'],
  'DELETE /v1/channels/{id}': ['channels:write'],
  'POST /v1/channels/{id}/sync': ['channels:run'],
  'POST /v1/channels/{id}/pause': ['channels:run'],
  'POST /v1/channels/{id}/resume': ['channels:run'],
  'GET /v1/channels/{id}/runs': ['channels:read'],
  'GET /v1/channels/{id}/records': ['records:read'],
  'POST /v1/channels/{id}/changes': ['changes:write'],
  'GET /v1/channels/{id}/changes': ['changes:read'],
  'GET /v1/channels/{id}/changes/{batch}': ['changes:read'],
  'POST /v1/channels/{id}/changes/{batch}/cancel': ['changes:write'],
  'GET /v1/runs/{id}': ['channels:read'],
  'DELETE /v1/runs/{id}': ['channels:run'],
  'POST /v1/runs/{id}/confirm': ['channels:run'],
  'POST /v1/graphql': ['integrations:read', 'integrations:write', 'products:write'],
  'GET /v1/events/{id}': ['events:read'],
  'POST /v1/events/{id}/result': ['events:write'],
};

/** Whether a token with these scopes, by their names, is let in at a route; never at a route that takes no tokens. */
export function mayCall(routeKey: string, scopes: ReadonlySet<string>): boolean {
  const wanted = Object.hasOwn(ROUTE_SCOPES, routeKey) ? (ROUTE_SCOPES[routeKey] ?? []) : [];
  return wanted.some((scope) => scopes.has(scopeName(scope)));
}
