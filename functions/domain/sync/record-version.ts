import { hash } from 'node:crypto';

const VERSION_BYTES = 16;

/**
 * 22 characters: a hash of all that the store sent, since two changes within one second have the same time.
 *
 * @param json of the record, as `JSON.stringify` writes it
 */
export function recordVersion(json: string): string {
  return hash('sha256', json, 'buffer').subarray(0, VERSION_BYTES).toString('base64url');
}
