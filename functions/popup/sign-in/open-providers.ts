import * as z from 'zod/mini';
import { signInContext } from '../../adapters/dynamodb/integrations/merchant-sign-in-item.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { SignIn } from '../../adapters/lambda/environment.ts';
import { openMerchantSignInLazily } from '../../adapters/oidc/lazy-sign-in.ts';
import type { Access } from '../../adapters/oidc/merchant-sign-in.ts';
import type { SignInOf } from '../../products/product-sign-in.ts';
import { openGuardedFetchLazily } from '../lazy/guarded-fetch.ts';
import { ownReturnUrl, signInReturnUrl } from '../page-urls.ts';
import { clientSettings, openProviders, type ProviderOf } from './product-provider.ts';

export type Deps = Pick<Access, 'readSecret' | 'allowLoopback' | 'now'> & {
  readonly signInOf: SignInOf;
  readonly vault: Pick<Vault, 'open'>;
  readonly publicUrl: string;
  readonly allowedPorts: readonly number[];
};

const secretShape = z.object({ secret: z.string() });

/** Every product's provider. Those that were named at run time are asked by way of the address guard. */
export function openProductProviders(deps: Deps, deploymentSignIn: SignIn): ProviderOf {
  const { signInOf, vault, publicUrl, allowedPorts, ...access } = deps;
  const send = openGuardedFetchLazily({ allowLoopbackStores: access.allowLoopback, allowedPorts });
  return openProviders({
    signInOf,
    deploymentClient: openMerchantSignInLazily(deploymentSignIn, {
      ...access,
      redirectUri: signInReturnUrl(publicUrl),
    }),
    openClient: (client) => {
      const { secret } = client.signIn;
      const readSecret = async () =>
        secret && (await vault.open(signInContext(client.integration), secret, secretShape)).secret;
      const redirectUri = ownReturnUrl(publicUrl, client.product);
      return openMerchantSignInLazily(clientSettings(client), { ...access, redirectUri, readSecret, send });
    },
  });
}
