import { hash } from 'node:crypto';
import type { RawRecord } from './connector.ts';

const VERSION_BYTES = 16;

/** 22 characters: a hash of all that the store sent, since two changes within one second have the same time. */
export function recordVersion(raw: RawRecord): string {
  return hash('sha256', JSON.stringify(raw), 'buffer').subarray(0, VERSION_BYTES).toString('base64url');
}
