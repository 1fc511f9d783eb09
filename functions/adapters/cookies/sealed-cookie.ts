import { EncryptJWT, errors, type JWTDecryptResult, jwtDecrypt } from 'jose';
import type { Keyring } from '../secrets-manager/keyring.ts';

/** Browsers drop a cookie whose name and value are longer (RFC 6265 §6.1). */
export const COOKIE_MAX_BYTES = 4096;

export type SealedCookie = {
  /** A value opens under its own name only. */
  readonly name: string;
  readonly lifeSeconds: number;
};

/** The encrypted value of a cookie. @param key of a purpose of its own */
export function seal(content: object, { name, lifeSeconds }: SealedCookie, key: Uint8Array, at: Date): Promise<string> {
  return new EncryptJWT({ session: content })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(name)
    .setExpirationTime(Math.floor(at.getTime() / 1000) + lifeSeconds)
    .encrypt(key);
}

/** @returns undefined for what is tampered with, cut off, too old, of another name or of another key */
export async function unseal(value: string, name: string, keyring: Keyring, at: Date): Promise<unknown> {
  return (await decrypt(value, name, keyring, at))?.payload['session'];
}

async function decrypt(value: string, name: string, keyring: Keyring, at: Date): Promise<JWTDecryptResult | undefined> {
  for await (const key of keyring.candidates()) {
    try {
      return await jwtDecrypt(value, key, {
        audience: name,
        currentDate: at,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp'],
      });
    } catch (error) {
      if (error instanceof errors.JWEDecryptionFailed) continue;
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
  return undefined;
}
