import { generateKeyPair, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509';
import type { SamlKeyPair } from './service-provider.ts';

/** Strong enough until 2030 and after: NIST SP 800-57. */
const RSA_BITS = 3072;
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
/** In SAML a certificate is a wrapping for a key: providers compare it, and check no chain. */
const YEARS_VALID = 20;

/** A new key, and a certificate that it has signed itself. */
export async function makeKeyPair(name: string, now: Date): Promise<SamlKeyPair> {
  const made = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  cryptoProvider.set(webcrypto);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: now,
    notAfter: new Date(Date.UTC(now.getUTCFullYear() + YEARS_VALID, now.getUTCMonth(), now.getUTCDate())),
    signingAlgorithm: ALGORITHM,
    keys: {
      privateKey: made.privateKey.toCryptoKey(ALGORITHM, true, ['sign']),
      publicKey: made.publicKey.toCryptoKey(ALGORITHM, true, ['verify']),
    },
  });
  return {
    privateKey: made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: certificate.toString('pem'),
  };
}
