/**
 * What is known of a connection's credentials.
 *
 * - `active`: they work
 * - `needs_reauthorization`: Magento dropped the token; only the merchant can issue another
 * - `inactive`: valid, but the integration is not active in Magento (an update of its module resets it) or has no permissions
 * - `unreachable`: the store was down for several health checks
 * - `disconnected`: given up on the vendor's side
 */
export const CONNECTION_STATUSES = [
  'active',
  'needs_reauthorization',
  'inactive',
  'unreachable',
  'disconnected',
] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

/**
 * The statuses that a health check or a disconnect may change to each status from. The condition of the database
 * update is built from this table. A handshake may make any connection `active`; a disconnected one comes back by a
 * handshake only.
 */
export const STATUS_ALLOWED_FROM = {
  active: ['needs_reauthorization', 'inactive', 'unreachable'],
  needs_reauthorization: ['active', 'inactive', 'unreachable'],
  inactive: ['active', 'needs_reauthorization', 'unreachable'],
  unreachable: ['active', 'needs_reauthorization', 'inactive'],
  disconnected: ['active', 'needs_reauthorization', 'inactive', 'unreachable'],
} as const satisfies Record<ConnectionStatus, readonly ConnectionStatus[]>;

/** The event that reports each status to the vendor's backend. A handshake reports with events of its own. */
export const STATUS_EVENTS = {
  active: 'connection.recovered',
  needs_reauthorization: 'connection.needs_reauthorization',
  inactive: 'connection.inactive',
  unreachable: 'connection.unreachable',
  disconnected: 'connection.disconnected',
} as const satisfies Record<ConnectionStatus, `connection.${string}`>;
