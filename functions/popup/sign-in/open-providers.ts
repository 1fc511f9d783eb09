import * as z from 'zod/mini';
import { signInContext } from '../../adapters/dynamodb/integrations/merchant-sign-in-item.ts';
import type { Vault } from '../../adapters/kms/vault.ts';
import type { Environment } from '../../adapters/lambda/environment.ts';
import { openMerchantSignInLazily } from '../../adapters/oidc/lazy-sign-in.ts';
import type { Access } from '../../adapters/oidc/openid-sign-in.ts';
import { ownSignInUrls } from '../../domain/product-urls.ts';
import type { SignInOf } from '../../products/product-sign-in.ts';
import { openGuardedFetchLazily } from '../lazy/guarded-fetch.ts';
import { signInReturnUrl } from '../page-urls.ts';
import { clientSettings, openProviders, type ProviderOf } from './product-provider.ts';

export type Deps = Pick<Access, 'readSecret' | 'now'> & {
  readonly signInOf: SignInOf;
  readonly vault: Pick<Vault, 'open'>;
};

type Settings = Environment<
  'HANDFAST_SIGN_IN' | 'HANDFAST_PUBLIC_URL' | 'HANDFAST_STORE_PORTS' | 'HANDFAST_ALLOW_LOOPBACK_STORES'
>;

const secretShape = z.object({ secret: z.string() });

/** Every product's provider. Those that were named at run time are asked by way of the address guard. */
export function openProductProviders({ signInOf, vault, readSecret, now }: Deps, settings: Settings): ProviderOf {
  const { HANDFAST_PUBLIC_URL: publicUrl, HANDFAST_ALLOW_LOOPBACK_STORES: allowLoopback } = settings;
  const send = openGuardedFetchLazily({
    allowLoopbackStores: allowLoopback,
    allowedPorts: settings.HANDFAST_STORE_PORTS,
  });
  const redirectUri = signInReturnUrl(publicUrl);
  return openProviders({
    signInOf,
    deploymentClient: openMerchantSignInLazily(settings.HANDFAST_SIGN_IN, {
      redirectUri,
      readSecret,
      allowLoopback,
      issuerRule: 'deployment',
      now,
    }),
    openClient: (client) => {
      const { secret } = client.signIn;
      return openMerchantSignInLazily(clientSettings(client), {
        redirectUri: ownSignInUrls(publicUrl, client.product).redirectUri,
        readSecret: async () =>
          secret && (await vault.open(signInContext(client.integration), secret, secretShape)).secret,
        allowLoopback,
        issuerRule: 'integration',
        now,
        send,
      });
    },
  });
}
