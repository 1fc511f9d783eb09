import { generate } from 'selfsigned';

/** A key and a certificate for it, as a provider has them. */
export type TestKeys = {
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** PEM. */
  readonly certificate: string;
  /** Base64 of DER, on one line: what stands in metadata. */
  readonly base64: string;
};

/** Makes a new pair. */
export async function makeKeys(name: string, options: Parameters<typeof generate>[1] = {}): Promise<TestKeys> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    ...options,
  });
  return { privateKey: made.private, certificate: made.cert, base64: made.cert.replace(/-----[A-Z ]+-----|\s/g, '') };
}
