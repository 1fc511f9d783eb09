/** What every function needs that works on connected stores; apart from what it opens, since some open that late. */
export const SHARED_VARIABLES = [
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_PRODUCTS',
  'HANDFAST_STORE_PORTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
] as const;
