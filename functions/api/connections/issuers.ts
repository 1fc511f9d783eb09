import type { ProductId } from '../../domain/ids.ts';
import { issuerOf } from '../../domain/integrations/merchant-sign-in.ts';
import type { SignInOf } from '../../products/product-sign-in.ts';

export type Issuers = {
  /** Of the accounts that merchants have now; undefined where only the metadata at a URL say so. */
  readonly present: string | undefined;
  /** Of the accounts that they may have had before. */
  readonly earlier: readonly string[];
};
/** Whose accounts a product's merchants have. */
export type IssuersOf = (product: ProductId) => Promise<Issuers>;

/** The issuer that is published for a product, and the deployment's own, which its merchants may have come by before. */
export function openIssuers(signInOf: SignInOf, deployment: string): IssuersOf {
  return async (product) => {
    const own = await signInOf(product);
    if (own === undefined) return { present: deployment, earlier: [] };
    const present = issuerOf(own.signIn);
    return { present, earlier: present === deployment ? [] : [deployment] };
  };
}
