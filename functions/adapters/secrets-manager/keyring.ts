import { hkdfSync } from 'node:crypto';
import type { ReadSecret, SecretStage } from './read-secret.ts';

/** How long a warm function uses the keys it has read. */
const KEY_LIFE_MS = 5 * 60 * 1000;

/**
 * How old a key must be to be read again for what no known key opens: it may come from a function that has seen a
 * rotation already, or from somebody who sends garbage.
 */
const REREAD_AFTER_MS = 10 * 1000;

/** HKDF gives a short secret no strength: 32 characters of letters and digits hold about 190 bits. */
const SECRET_MIN_CHARACTERS = 32;

type Read = { readonly atMs: number; readonly key: Promise<Uint8Array | undefined> };

export type Keyring = ReturnType<typeof openKeyring>;

/** What keys are for: two purposes never share a key, even with the same secret. */
export type KeyPurpose = {
  /** Of the secret, in errors: "The secret of the …". */
  readonly name: string;
  /** HKDF's `info`. */
  readonly info: string;
};

/**
 * Keys derived from a secret that may be rotated at any time.
 *
 * @param secretId ARN or name of the Secrets Manager secret: a long random text
 */
export function openKeyring(read: ReadSecret, secretId: string, now: () => Date, { name, info }: KeyPurpose) {
  const known = new Map<SecretStage, Read>();

  async function key(stage: SecretStage, lifeMs: number): Promise<Uint8Array | undefined> {
    const atMs = now().getTime();
    const held = known.get(stage);
    if (held !== undefined && atMs - held.atMs < lifeMs) return held.key;
    const fresh = { atMs, key: read(secretId, stage).then(derive) };
    known.set(stage, fresh);
    // A failed read is not remembered.
    fresh.key.catch(() => known.delete(stage));
    return fresh.key;
  }

  function derive(secret: string | undefined): Uint8Array | undefined {
    if (secret === undefined) return undefined;
    if (secret.length < SECRET_MIN_CHARACTERS) throw new Error(`The secret of the ${name} is too short`);
    return new Uint8Array(hkdfSync('sha256', secret, '', info, 32));
  }

  return {
    /** @throws Error when the secret has no value */
    async current(): Promise<Uint8Array> {
      const own = await key('AWSCURRENT', KEY_LIFE_MS);
      if (own === undefined) throw new Error(`The secret of the ${name} has no value`);
      return own;
    },

    /** Every key that something of ours may be encrypted with, likeliest first, each read when it is asked for. */
    async *candidates(): AsyncGenerator<Uint8Array> {
      for (const lifeMs of [KEY_LIFE_MS, REREAD_AFTER_MS]) {
        for (const stage of ['AWSCURRENT', 'AWSPREVIOUS'] as const) {
          const candidate = await key(stage, lifeMs);
          if (candidate !== undefined) yield candidate;
        }
      }
    },
  };
}
