import type { SendToVendor } from '../adapters/http/vendor-request.ts';
import { fetchSamlMetadata } from '../adapters/saml/fetch-metadata.ts';
import { SamlMetadataError } from '../adapters/saml/metadata-problems.ts';
import type { ProductId } from '../domain/ids.ts';
import type { SamlProvider, SamlSignIn } from '../domain/integrations/merchant-sign-in.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { SignInOf } from '../products/product-sign-in.ts';
import { rememberedEach } from '../products/remembered.ts';

export type Deps = {
  readonly signInOf: SignInOf;
  readonly send: SendToVendor;
  readonly allowLoopback: boolean;
  readonly now: () => Date;
};

/** A product's identity provider, and how what it answers is read. */
export type IdentityProvider = { readonly signIn: SamlSignIn; readonly provider: SamlProvider };
export type IdentityProviderOf = (product: ProductId) => Promise<IdentityProvider>;

/** So long, a key that the provider has withdrawn still counts. They announce new ones days before they use them. */
const REMEMBERED_SECONDS = 10 * 60;
/** More than one function meets within that time. */
const REMEMBERED = 200;

/** Where merchants sign in to a product. Rejects with Refusal `signin_unavailable` where that is no SAML provider, or none that can be used. */
export function openIdentityProviders({ signInOf, send, allowLoopback, now }: Deps): IdentityProviderOf {
  const memory = { now, seconds: REMEMBERED_SECONDS, most: REMEMBERED };
  const fetched = rememberedEach((url: string) => fetchSamlMetadata(send, url), memory);
  return async (product) => {
    const signIn = (await signInOf(product))?.signIn;
    if (signIn?.kind !== 'saml') throw unavailable('not_saml');
    const provider = signIn.provider ?? (await fromUrl(fetched, signIn.metadataUrl));
    const { protocol } = new URL(provider.ssoUrl);
    if (protocol !== 'https:' && !allowLoopback) throw unavailable('sso_url');
    return { signIn, provider };
  };
}

async function fromUrl(
  fetched: (url: string) => Promise<SamlProvider>,
  url: string | undefined,
): Promise<SamlProvider> {
  if (url === undefined) throw unavailable('no_metadata');
  try {
    return await fetched(url);
  } catch (error) {
    throw unavailable(error instanceof SamlMetadataError ? `metadata_${error.problem}` : 'metadata_unreachable', error);
  }
}

function unavailable(reason: string, cause?: unknown): Refusal {
  return new Refusal('signin_unavailable', { reason }, cause);
}
