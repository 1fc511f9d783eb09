/** Lists an account's stores, oldest first: `<product>#<account>`, then the time of connection. */
export const BY_ACCOUNT = 'byAccount';

/** Lists the connections, or the activations, of a product: see `listings.ts`. */
export const BY_PRODUCT = 'byProduct';

/** Lists the attempts to connect one host, oldest first, and its connections behind them. */
export const BY_HOST = 'byHost';

/** What the indexes show besides their keys. Never a ciphertext, a task token or a digest. */
export const LISTED_ATTRIBUTES: readonly string[] = [
  'connection',
  'product',
  'storeUrl',
  'account',
  'status',
  'statusSince',
  'reason',
  'generations',
  'createdAt',
  'connectedAt',
  'checkedAt',
  'kind',
  'version',
  'activation',
  'stage',
  'receivedAt',
  'endedAt',
  'failure',
  'suspect',
];
