import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from '../data-folder/private-json.ts';
import { AwsFault } from './aws-fault.ts';
import type { Operations } from './aws-json.ts';

const MAX_PLAINTEXT_BYTES = 4096;
const FORMAT = 1;
const KEY_ID_BYTES = 36;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + IV_BYTES + TAG_BYTES;
const ALGORITHM = 'SYMMETRIC_DEFAULT';

const Context = z.record(z.string(), z.string()).default({});
const Algorithm = z.literal(ALGORITHM).default(ALGORITHM);

const EncryptInput = z.object({
  KeyId: z.string().min(1),
  Plaintext: z.base64().min(1),
  EncryptionContext: Context,
  EncryptionAlgorithm: Algorithm,
});

const DecryptInput = z.object({
  KeyId: z.string().optional(),
  CiphertextBlob: z.base64().min(1),
  EncryptionContext: Context,
  EncryptionAlgorithm: Algorithm,
});

/** By key id, 32 bytes each in base64. */
const KeyFile = z.record(z.string(), z.base64());

/** Two equal contexts give the same bytes, whatever the order in which their entries were written. */
function contextBytes(context: Record<string, string>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function invalidCiphertext() {
  return new AwsFault('InvalidCiphertextException', 'The ciphertext or its context is wrong.');
}

/** Keys that were made once stay readable, also those that the template no longer names. */
function openKeyFile(file: string, keyIds: readonly string[]): Map<string, Buffer> {
  const kept = readPrivateJson(file, KeyFile) ?? {};
  const missing = keyIds.filter((id) => !Object.hasOwn(kept, id));
  const keys = { ...kept, ...Object.fromEntries(missing.map((id) => [id, randomBytes(32).toString('base64')])) };
  if (missing.length > 0) writePrivateJson(file, keys);
  return new Map(Object.entries(keys).map(([id, material]) => [id, Buffer.from(material, 'base64')]));
}

function seal(keyId: string, material: Buffer, plaintext: Buffer, context: Record<string, string>): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', material, iv).setAAD(contextBytes(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from([FORMAT]), Buffer.from(keyId), iv, cipher.getAuthTag(), body]);
}

function unseal(material: Buffer, blob: Buffer, context: Record<string, string>): Buffer {
  const iv = blob.subarray(1 + KEY_ID_BYTES, 1 + KEY_ID_BYTES + IV_BYTES);
  const tag = blob.subarray(HEADER_BYTES - TAG_BYTES, HEADER_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', material, iv).setAAD(contextBytes(context)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(blob.subarray(HEADER_BYTES)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

function keyIdOf(blob: Buffer): string {
  if (blob.length <= HEADER_BYTES || blob[0] !== FORMAT) throw invalidCiphertext();
  return blob.toString('latin1', 1, 1 + KEY_ID_BYTES);
}

/**
 * KMS `Encrypt` and `Decrypt` with AES-256-GCM, the encryption context being authenticated.
 * `keys` gives the ARN for each key id; their material is kept in `file`.
 */
export function keyOperations(file: string, keys: ReadonlyMap<string, string>): Operations {
  const materials = openKeyFile(file, [...keys.keys()]);
  const arnOf = (id: string) => keys.get(id) ?? `arn:aws:kms:us-east-1:000000000000:key/${id}`;
  function find(named: string): { id: string; material: Buffer } {
    const id = [...materials.keys()].find((known) => known === named || arnOf(known) === named);
    const material = id === undefined ? undefined : materials.get(id);
    if (id === undefined || !material) throw new AwsFault('NotFoundException', `Key '${named}' does not exist`);
    return { id, material };
  }
  return {
    'TrentService.Encrypt': (input) => {
      const { KeyId, Plaintext, EncryptionContext } = EncryptInput.parse(input);
      const plaintext = Buffer.from(Plaintext, 'base64');
      if (plaintext.length > MAX_PLAINTEXT_BYTES) {
        throw new AwsFault('ValidationException', `'plaintext' must have length of at most ${MAX_PLAINTEXT_BYTES}`);
      }
      const { id, material } = find(KeyId);
      const blob = seal(id, material, plaintext, EncryptionContext);
      return { KeyId: arnOf(id), CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm: ALGORITHM };
    },
    'TrentService.Decrypt': (input) => {
      const { KeyId, CiphertextBlob, EncryptionContext } = DecryptInput.parse(input);
      const blob = Buffer.from(CiphertextBlob, 'base64');
      const id = keyIdOf(blob);
      const material = materials.get(id);
      if (!material) throw invalidCiphertext();
      if (KeyId !== undefined && find(KeyId).id !== id) {
        throw new AwsFault('IncorrectKeyException', 'The ciphertext was made with another key.');
      }
      const plaintext = unseal(material, blob, EncryptionContext);
      return { KeyId: arnOf(id), Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: ALGORITHM };
    },
  };
}
