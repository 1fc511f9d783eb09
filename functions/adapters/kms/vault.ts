import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import type * as z from 'zod/mini';
import type { Sealed } from '../../domain/ciphertext.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';
import { withFreshRetryBudget } from '../retry/fresh-retry-budget.ts';
import { sealed } from './sealed.ts';

/** KMS encryption context: the item's key and its product. With any other, a ciphertext does not open. */
export type EncryptionContext = { readonly item: string; readonly product: string };

export type Vault = ReturnType<typeof openVault>;

/** A throttled or failing KMS is asked this often: a token that cannot be encrypted cannot be kept, and is lost. */
const ATTEMPTS = 12;

/**
 * Encrypts and decrypts secrets with one KMS key. Each secret is one flat JSON, below the 4,096 bytes that
 * KMS `Encrypt` takes.
 *
 * @param keyArn the customer-managed key
 */
export function openVault(keyArn: string) {
  const kms = withFreshRetryBudget(() => new KMSClient({ maxAttempts: ATTEMPTS, requestHandler: AWS_TIME_LIMITS }));
  return {
    async seal(
      context: EncryptionContext,
      secret: Readonly<Record<string, string | number | boolean>>,
    ): Promise<Sealed> {
      const { CiphertextBlob } = await kms.send(
        new EncryptCommand({
          KeyId: keyArn,
          Plaintext: new TextEncoder().encode(JSON.stringify(secret)),
          EncryptionContext: { ...context },
        }),
      );
      return sealed.parse(CiphertextBlob);
    },

    /** @throws the KMS error `InvalidCiphertextException` for a ciphertext that was sealed with another context */
    async open<T>(context: EncryptionContext, ciphertext: Sealed, shape: z.ZodMiniType<T>): Promise<T> {
      const { Plaintext } = await kms.send(
        new DecryptCommand({ KeyId: keyArn, CiphertextBlob: ciphertext, EncryptionContext: { ...context } }),
      );
      return shape.parse(JSON.parse(new TextDecoder().decode(Plaintext)));
    },
  };
}
