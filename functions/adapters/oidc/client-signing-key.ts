import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { PrivateKey } from 'openid-client';
import * as z from 'zod/mini';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** RFC 7518 §3.1 and §3.4: which signature goes with which curve. */
const CURVES = {
  prime256v1: { name: 'ECDSA', namedCurve: 'P-256' },
  secp384r1: { name: 'ECDSA', namedCurve: 'P-384' },
  secp521r1: { name: 'ECDSA', namedCurve: 'P-521' },
} as const;

/** RFC 7518 §3.3 and §3.5. A key that names no algorithm is used with the one that every provider must know. */
const RSA_NAMES = { RS: 'RSASSA-PKCS1-v1_5', PS: 'RSA-PSS' } as const;

const jwk = z.looseObject({ kty: z.string(), kid: z.optional(z.string()), alg: z.optional(z.string()) });

type SigningAlgorithm = Parameters<KeyObject['toCryptoKey']>[0];
type Read = { readonly key: KeyObject; readonly kid?: string | undefined; readonly alg?: string | undefined };

/**
 * Reads the private key that a client signs its assertions with: a JWK (RFC 7517), whose `kid` and `alg` are used, or
 * a PEM.
 *
 * @throws Refusal `signin_unavailable` for what is no such key
 */
export async function importSigningKey(text: string): Promise<PrivateKey> {
  const { key, kid, alg } = read(text);
  const cryptoKey = key.toCryptoKey(algorithmOf(key, alg), false, ['sign']);
  return kid === undefined ? { key: cryptoKey } : { key: cryptoKey, kid };
}

function read(text: string): Read {
  try {
    if (!text.trimStart().startsWith('{')) return { key: createPrivateKey(text) };
    const { kid, alg, ...parts } = jwk.parse(JSON.parse(text));
    return { key: createPrivateKey({ key: parts, format: 'jwk' }), kid, alg };
  } catch {
    // Not kept as cause: parsers quote what they could not read.
    throw new Refusal('signin_unavailable', { reason: 'CLIENT_KEY_UNREADABLE' });
  }
}

function algorithmOf(
  { asymmetricKeyType, asymmetricKeyDetails }: KeyObject,
  alg: string | undefined,
): SigningAlgorithm {
  if (asymmetricKeyType === 'ed25519') return 'Ed25519';
  if (asymmetricKeyType === 'ec') {
    const curve = Object.entries(CURVES).find(([name]) => name === asymmetricKeyDetails?.namedCurve)?.[1];
    if (curve !== undefined) return curve;
  }
  const [, family, bits] = /^([RP]S)(256|384|512)$/.exec(alg ?? 'RS256') ?? [];
  if (asymmetricKeyType === 'rsa' && (family === 'RS' || family === 'PS')) {
    return { name: RSA_NAMES[family], hash: `SHA-${bits}` };
  }
  throw new Refusal('signin_unavailable', { reason: 'CLIENT_KEY_UNSUPPORTED' });
}
