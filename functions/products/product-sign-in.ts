import type { ProductId } from '../domain/ids.ts';
import type { IntegrationId } from '../domain/integrations/integration-ids.ts';
import type { MerchantSignIn } from '../domain/integrations/merchant-sign-in.ts';
import type { PublishedFieldsOf } from './published-fields.ts';

export type ProductSignIn = { readonly integration: IntegrationId; readonly signIn: MerchantSignIn };
/** How merchants sign in to a product; undefined: at the deployment's own provider. */
export type SignInOf = (product: ProductId) => Promise<ProductSignIn | undefined>;

/** The sign-in of what is published of a product's integration. */
export function openSignIns(published: PublishedFieldsOf): SignInOf {
  return async (product) => {
    const found = await published(product);
    const signIn = found?.fields.merchantSignIn;
    return found === undefined || signIn === undefined ? undefined : { integration: found.integration, signIn };
  };
}
