import { HandfastError } from '../http/error.ts';
import { bytesOf } from './base64.ts';

const SECRET = /^(?:whsec_)?([A-Za-z0-9+/]{32,88}={0,2})$/;

/** Node's types name no `CryptoKey`. */
export type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** @throws HandfastError `signing_secret_invalid`, which does not show it */
export async function keysOf(secrets: readonly string[]): Promise<Key[]> {
  const keys = secrets.map((secret) => bytesOf(SECRET.exec(secret)?.[1] ?? ''));
  if (keys.length === 0 || keys.some((key) => key === undefined || key.length === 0)) {
    const detail =
      'A signing secret is missing, or is not whsec_ and base64. Use it as creating the integration showed it.';
    throw new HandfastError({ code: 'signing_secret_invalid', status: 0, detail });
  }
  return Promise.all(
    keys.flatMap((key) =>
      key === undefined
        ? []
        : crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']),
    ),
  );
}
