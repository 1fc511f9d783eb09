import * as z from 'zod/mini';
import { SAML_KEY_ITEM, type SamlKeys } from '../adapters/dynamodb/saml/saml-keys.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { SamlKeyPair } from '../adapters/saml/service-provider.ts';
import { remembered } from '../products/remembered.ts';

export type Deps = {
  readonly keys: SamlKeys;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
  readonly makeKeyPair: (name: string, now: Date) => Promise<SamlKeyPair>;
  /** Named in the certificate. */
  readonly host: string;
  readonly now: () => Date;
};

/** Design: what was decrypted stays in memory for at most 60 s. */
const REMEMBERED_SECONDS = 60;
const CONTEXT = { item: SAML_KEY_ITEM, product: 'deployment' } as const;

const secret = z.object({ privateKey: z.string() });

/** The deployment's own key pair, which is made when it is first needed. Of several made at once, one is kept. */
export function openOwnKeyPair({ keys, vault, makeKeyPair, host, now }: Deps): () => Promise<SamlKeyPair> {
  async function make() {
    const made = await makeKeyPair(host, now());
    const privateKey = await vault.seal(CONTEXT, { privateKey: made.privateKey });
    return keys.keep({ certificate: made.certificate, privateKey });
  }
  const pair = remembered(async () => {
    const { certificate, privateKey } = (await keys.find()) ?? (await make());
    return { certificate, ...(await vault.open(CONTEXT, privateKey, secret)) };
  }, now);
  return () => pair(REMEMBERED_SECONDS);
}
