/**
 * How many calls to one store may be under way at once, over all functions. Small shops run five PHP workers
 * (`pm.max_children` of PHP-FPM's own default pool), and some must be left for customers.
 */
export const CALLS_AT_ONCE = 4;

/** How long a lease of a call to a connected store lasts: longer than the API function can run, so that none has two holders. */
export const CALL_LEASE_SECONDS = 30;

/** The same for a step of the handshake: longer than the exchange can run. */
export const HANDSHAKE_LEASE_SECONDS = 70;
