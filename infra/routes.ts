import type { Room } from './bundles.ts';

/** The web's way through the house, in the order a handshake takes it. */
export const ROUTES = [
  { method: 'POST', path: '/{product}/callback', room: 'callback' },
  { method: 'GET', path: '/{product}/login', room: 'login' },
  { method: 'GET', path: '/{product}/signin', room: 'login' },
  { method: 'GET', path: '/signin/return', room: 'login' },
  { method: 'POST', path: '/{product}/consent', room: 'login' },
  { method: 'GET', path: '/{product}/progress', room: 'login' },
  { method: 'GET', path: '/told', room: 'login' },
] as const satisfies readonly { method: 'GET' | 'POST'; path: `/${string}`; room: Room }[];
