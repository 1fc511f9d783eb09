import { createHash } from 'node:crypto';
import type { RawRecord } from './connector.ts';

const VERSION_BYTES = 16;

/** 22 characters: a hash of all that the store sent, since two changes within one second have the same time. */
export function recordVersion(raw: RawRecord): string {
  return createHash('sha256').update(JSON.stringify(raw)).digest().subarray(0, VERSION_BYTES).toString('base64url');
}
