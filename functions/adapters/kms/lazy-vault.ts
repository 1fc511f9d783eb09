import type { Vault } from './vault.ts';

/** A vault that is loaded when it is first needed, for functions that mostly encrypt nothing: it brings the KMS client. */
export function openVaultLazily(keyArn: string): Vault {
  let opened: Promise<Vault> | undefined;
  const vault = () => {
    opened ??= import('./vault.ts').then(({ openVault }) => openVault(keyArn));
    return opened;
  };
  return {
    seal: async (context, secret) => (await vault()).seal(context, secret),
    open: async (context, ciphertext, shape) => (await vault()).open(context, ciphertext, shape),
  };
}
