import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Sealed } from '../table/sealed.ts';

/** Where a ciphertext belongs: the item's key and its product. On any other item it does not open. */
export type Place = { readonly item: string; readonly product: string };

export type Vault = ReturnType<typeof openVault>;

/**
 * Encrypts and decrypts secrets with one KMS key. Each secret is one JSON of strings, far below the 4,096 bytes that
 * KMS `Encrypt` takes.
 *
 * @param keyArn the customer-managed key
 */
export function openVault(keyArn: string) {
  const kms = new KMSClient({ maxAttempts: 10 });
  return {
    async seal(place: Place, secret: Readonly<Record<string, string>>): Promise<Sealed> {
      const { CiphertextBlob } = await kms.send(
        new EncryptCommand({
          KeyId: keyArn,
          Plaintext: new TextEncoder().encode(JSON.stringify(secret)),
          EncryptionContext: { ...place },
        }),
      );
      if (CiphertextBlob === undefined) throw new Error('KMS Encrypt answered without a ciphertext');
      return CiphertextBlob as Sealed;
    },

    /** @returns the JSON as it was sealed; the caller's parser says what it has to hold */
    async open(place: Place, sealed: Sealed): Promise<unknown> {
      const { Plaintext } = await kms.send(
        new DecryptCommand({ KeyId: keyArn, CiphertextBlob: sealed, EncryptionContext: { ...place } }),
      );
      if (Plaintext === undefined) throw new Error('KMS Decrypt answered without a plaintext');
      return JSON.parse(new TextDecoder().decode(Plaintext));
    },
  };
}
