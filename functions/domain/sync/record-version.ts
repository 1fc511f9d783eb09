import { hash } from 'node:crypto';

/** 128 bits in base64url: 21 characters of six bits, and one of two. */
const WHOLE_CHARACTERS = 21;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * 22 characters: a hash of all that the store sent, since two changes within one second have the same time.
 *
 * @param json of the record, as `JSON.stringify` writes it
 */
export function recordVersion(json: string): string {
  const digest = hash('sha256', json, 'base64url');
  const two = ALPHABET.indexOf(digest.charAt(WHOLE_CHARACTERS)) >> 4;
  return digest.slice(0, WHOLE_CHARACTERS) + ALPHABET.charAt(two << 4);
}
