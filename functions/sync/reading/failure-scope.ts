import type { RefusalCode } from '../../domain/refusals/refusal.ts';

/** What a refusal is about: one connector, the store that all of them read, or the credentials for it. */
export type FailureScope = 'connector' | 'store' | 'connection';

/** The store does not answer, or asked to be left alone: the other connectors would meet the same. */
const ABOUT_STORE: readonly RefusalCode[] = [
  'store_busy',
  'store_at_capacity',
  'store_unreachable',
  'tls_failed',
  'certificate_invalid',
  'store_address_refused',
];

const ABOUT_CONNECTION: readonly RefusalCode[] = [
  'token_rejected',
  'token_refused',
  'consumer_unknown',
  'signature_rejected',
  'connection_disconnected',
];

export function scopeOf(code: RefusalCode): FailureScope {
  if (ABOUT_STORE.includes(code)) return 'store';
  return ABOUT_CONNECTION.includes(code) ? 'connection' : 'connector';
}
