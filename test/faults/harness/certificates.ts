import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';

export type KeyPair = { readonly key: string; readonly cert: string };

export type Certificates = {
  /** For 127.0.0.1, by an authority that functions and this process trust. */
  readonly good: KeyPair;
  /** For 127.0.0.1, by nobody. */
  readonly unknown: KeyPair;
  /** By the trusted authority, for another host. */
  readonly otherHost: KeyPair;
  /** The authority's certificate, for a function's thread. */
  readonly authorityFile: string;
};

const names = (altNames: { type: 2 | 7; value?: string; ip?: string }[]) => [
  { name: 'subjectAltName' as const, altNames },
];
const LOOPBACK = names([{ type: 7, ip: '127.0.0.1' }]);

/** Makes an authority for this run, and lets this process trust it. */
export async function makeCertificates(): Promise<Certificates> {
  const authority = await generate([{ name: 'commonName', value: 'Handfast fault tests' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const [good, unknown, otherHost] = await Promise.all([
    pair(LOOPBACK, ca),
    pair(LOOPBACK),
    pair(names([{ type: 2, value: 'other.example' }]), ca),
  ]);
  const authorityFile = join(mkdtempSync(join(tmpdir(), 'handfast-authority-')), 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  setDefaultCACertificates([...getCACertificates('default'), authority.cert]);
  return { good, unknown, otherHost, authorityFile };
}

async function pair(extensions: ReturnType<typeof names>, ca?: KeyPair): Promise<KeyPair> {
  const made = await generate([{ name: 'commonName', value: 'store' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions,
    ...(ca && { ca }),
  });
  return { key: made.private, cert: made.cert };
}
