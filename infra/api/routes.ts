import type { FunctionName } from '../functions/bundles.ts';

/** What a token of the vendor's backend may hold: `connections:read` and so on. */
export const SCOPES = ['read', 'call', 'write', 'credentials'] as const;
export type Scope = (typeof SCOPES)[number];

type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/${string}`;
  readonly fn: FunctionName;
  /** Of the API only: no route below `/v1/` is without one. */
  readonly scope?: Scope;
};

/** The web's way through the house: first in the order a handshake takes it, then the API of the vendor's backend. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/{product}/callback', fn: 'callback' },
  { method: 'GET', path: '/{product}/login', fn: 'login' },
  { method: 'GET', path: '/{product}/signin', fn: 'login' },
  { method: 'GET', path: '/signin/return', fn: 'login' },
  { method: 'POST', path: '/{product}/consent', fn: 'login' },
  { method: 'GET', path: '/{product}/progress', fn: 'login' },
  { method: 'GET', path: '/notice', fn: 'login' },
  { method: 'GET', path: '/v1/connections', fn: 'connections', scope: 'read' },
  { method: 'GET', path: '/v1/connections/{id}', fn: 'connections', scope: 'read' },
  { method: 'DELETE', path: '/v1/connections/{id}', fn: 'connections', scope: 'write' },
  { method: 'POST', path: '/v1/connections/{id}/check', fn: 'connections', scope: 'call' },
  { method: 'POST', path: '/v1/connections/{id}/call', fn: 'connections', scope: 'call' },
  { method: 'POST', path: '/v1/connections/{id}/pages', fn: 'connections', scope: 'call' },
  { method: 'GET', path: '/v1/connections/{id}/credentials', fn: 'connections', scope: 'credentials' },
  { method: 'GET', path: '/v1/activations', fn: 'connections', scope: 'read' },
];
