import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generate } from 'selfsigned';
import { type HostFunctions, hostFunctions } from '../../../infra/local/lambda/function-host.ts';

export type Authority = {
  /** Of a server at 127.0.0.1. */
  readonly key: string;
  readonly cert: string;
  /** Functions that trust the authority, beside those that everybody trusts. */
  readonly hostFunctions: HostFunctions;
};

/** A certificate authority of this test's own, and functions that trust it: the code in them is what deploys. */
export async function openAuthority(): Promise<Authority> {
  const authority = await generate([{ name: 'commonName', value: 'Handfast delivery tests' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'vendor' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    ca: { key: authority.private, cert: authority.cert },
  });
  return { key, cert, hostFunctions: trusting(authority.cert) };
}

function trusting(certificate: string): HostFunctions {
  return (specs, context) => {
    const folder = mkdtempSync(join(tmpdir(), 'handfast-trusting-'));
    const wrapped = new Map(
      specs.map((spec) => {
        const bundle = pathToFileURL(join(context.codeFolder(spec.codeKey), 'index.mjs')).href;
        const name = `${spec.logicalId}.mjs`;
        writeFileSync(join(folder, name), wrapperOf(bundle, certificate));
        return [spec.name, { ...spec, handler: `${spec.logicalId}.handler` }];
      }),
    );
    return hostFunctions([...wrapped.values()], { ...context, codeFolder: () => folder });
  };
}

function wrapperOf(bundle: string, certificate: string): string {
  return [
    "import { getCACertificates, setDefaultCACertificates } from 'node:tls';",
    `setDefaultCACertificates([...getCACertificates('default'), ${JSON.stringify(certificate)}]);`,
    `export const { handler } = await import(${JSON.stringify(bundle)});`,
    '',
  ].join('\n');
}
