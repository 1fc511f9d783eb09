import type { Room } from '../functions/bundles.ts';

/** What a token of the vendor's backend may hold: `connections:read` and so on. */
export const SCOPES = ['read', 'call', 'write', 'credentials'] as const;
export type Scope = (typeof SCOPES)[number];

type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/${string}`;
  readonly room: Room;
  /** Of the API only: no route below `/v1/` is without one. */
  readonly scope?: Scope;
};

/** The web's way through the house: first in the order a handshake takes it, then the API of the vendor's backend. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/{product}/callback', room: 'callback' },
  { method: 'GET', path: '/{product}/login', room: 'login' },
  { method: 'GET', path: '/{product}/signin', room: 'login' },
  { method: 'GET', path: '/signin/return', room: 'login' },
  { method: 'POST', path: '/{product}/consent', room: 'login' },
  { method: 'GET', path: '/{product}/progress', room: 'login' },
  { method: 'GET', path: '/told', room: 'login' },
  { method: 'GET', path: '/v1/connections', room: 'connections', scope: 'read' },
  { method: 'GET', path: '/v1/connections/{id}', room: 'connections', scope: 'read' },
  { method: 'DELETE', path: '/v1/connections/{id}', room: 'connections', scope: 'write' },
  { method: 'POST', path: '/v1/connections/{id}/check', room: 'connections', scope: 'call' },
  { method: 'POST', path: '/v1/connections/{id}/call', room: 'connections', scope: 'call' },
  { method: 'POST', path: '/v1/connections/{id}/pages', room: 'connections', scope: 'call' },
  { method: 'GET', path: '/v1/connections/{id}/credentials', room: 'connections', scope: 'credentials' },
  { method: 'GET', path: '/v1/activations', room: 'connections', scope: 'read' },
];
