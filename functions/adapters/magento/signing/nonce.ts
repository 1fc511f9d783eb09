import { randomFillSync } from 'node:crypto';

/** 128 bits, so that no two calls of one consumer ever meet in a nonce. */
const NONCE_BYTES = 16;
// One call of the system's generator costs more than a signature's HMAC; this many nonces share it.
const NONCES_PER_DRAW = 256;

const drawn = Buffer.alloc(NONCE_BYTES * NONCES_PER_DRAW);
let used = drawn.length;

/** 32 hex digits of the operating system's randomness, never handed out twice. */
export function freshNonce(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const nonce = drawn.toString('hex', used, used + NONCE_BYTES);
  used += NONCE_BYTES;
  return nonce;
}
