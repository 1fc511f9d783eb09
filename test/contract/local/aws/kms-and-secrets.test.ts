import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LittleLocal } from '../small-stack.ts';
import { reaching, startLittle } from '../small-stack.ts';

let local: LittleLocal;

beforeAll(async () => {
  local = await startLittle();
});
afterAll(() => local.remove());

const OWNER_ONLY = 0o600;
function permissions(file: string) {
  return statSync(join(local.folder, 'data', file)).mode & 0o777;
}

describe('KMS', () => {
  const plaintext = Buffer.from('{"token":"ä"}');
  const context = { item: 'CONNECTION#1', product: 'demo' };
  const kms = () => new KMSClient(reaching(local));
  const keyArn = (index = 0) => [...local.stack.keys.values()][index] ?? '';

  async function encrypt(KeyId = keyArn(), Plaintext: Uint8Array = plaintext) {
    const { CiphertextBlob } = await kms().send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext: context }));
    return CiphertextBlob ?? new Uint8Array();
  }
  const decrypt = (CiphertextBlob: Uint8Array, EncryptionContext: Record<string, string> = context, KeyId?: string) =>
    kms().send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...(KeyId !== undefined && { KeyId }) }));

  test('opens what it sealed, whatever the order of the context, and names the key', async () => {
    const opened = await decrypt(await encrypt(), { product: 'demo', item: 'CONNECTION#1' });
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(plaintext);
    expect(opened.KeyId).toBe(keyArn());
  });

  test('takes the key by its id, too', async () => {
    const keyId = keyArn().split('/').at(-1);
    expect((await decrypt(await encrypt(keyId))).KeyId).toBe(keyArn());
  });

  test('never seals the same thing the same way', async () => {
    expect(await encrypt()).not.toEqual(await encrypt());
  });

  test.each([
    ['another item', { ...context, item: 'CONNECTION#2' }],
    ['a missing entry', { item: context.item }],
    ['an additional entry', { ...context, more: '' }],
    ['no context', {}],
  ])('refuses a context with %s', async (_, wrong) => {
    await expect(decrypt(await encrypt(), wrong)).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses a ciphertext with one bit changed, wherever it is', async () => {
    const blob = await encrypt();
    for (const at of [0, 5, 40, 52, blob.length - 1]) {
      const tampered = Uint8Array.from(blob, (byte, index) => (index === at ? byte ^ 1 : byte));
      await expect(decrypt(tampered)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    }
  });

  test('refuses to open with a key that did not seal', async () => {
    await expect(decrypt(await encrypt(), context, keyArn(1))).rejects.toMatchObject({ name: 'IncorrectKeyException' });
  });

  test('takes 4096 bytes and not one more', async () => {
    expect((await encrypt(keyArn(), new Uint8Array(4096))).length).toBeGreaterThan(4096);
    await expect(encrypt(keyArn(), new Uint8Array(4097))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('does not know other keys', async () => {
    await expect(encrypt('arn:aws:kms:us-east-1:000000000000:key/none')).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  test('keeps the material for the owner only', () => {
    expect(permissions('keys.json')).toBe(OWNER_ONLY);
  });
});

describe('Secrets Manager', () => {
  const get = (SecretId: string) =>
    new SecretsManagerClient(reaching(local)).send(new GetSecretValueCommand({ SecretId }));

  test('generates a secret as the template asks, once', async () => {
    const arn = local.stack.secrets[0]?.arn ?? '';
    const first = await get(arn);
    expect(first.SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(first).toMatchObject({ ARN: arn, VersionStages: ['AWSCURRENT'], CreatedDate: expect.any(Date) });
    expect((await get(first.Name ?? '')).SecretString).toBe(first.SecretString);
  });

  test('holds the client secret of the OpenID provider, by name and by ARN without its suffix', async () => {
    const name = 'handfast-local-signin-client';
    const { SecretString } = await get(name);
    expect(SecretString).toMatch(/^.{20,}$/);
    const partial = await get(`arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`);
    expect(partial.SecretString).toBe(SecretString);
  });

  test('does not know other secrets', async () => {
    await expect(get('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('keeps secrets for the owner only', () => {
    for (const file of ['secrets.json', 'signin-client.json', 'openid-keys.json']) {
      expect(permissions(file)).toBe(OWNER_ONLY);
    }
  });
});

test('refuses an operation that it does not serve', async () => {
  const creating = new KMSClient(reaching(local)).send(new CreateKeyCommand({}));
  await expect(creating).rejects.toMatchObject({
    name: 'UnknownOperationException',
    $metadata: { httpStatusCode: 400 },
  });
});
