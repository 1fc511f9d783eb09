import type { Vault } from '../../adapters/kms/vault.ts';

/** A vault that is opened when it is first needed: most popups ask nothing of the merchant that must be encrypted. */
export function openVaultLazily(keyArn: string): Vault {
  let opened: Promise<Vault> | undefined;
  const vault = () => {
    opened ??= import('../../adapters/kms/vault.ts').then(({ openVault }) => openVault(keyArn));
    return opened;
  };
  return {
    seal: async (context, secret) => (await vault()).seal(context, secret),
    open: async (context, ciphertext, shape) => (await vault()).open(context, ciphertext, shape),
  };
}
