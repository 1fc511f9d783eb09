import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import type { ProductNames } from '../adapters/lambda/environment.ts';
import { parseProductId } from '../domain/ids.ts';
import { readBrands } from '../products/branding.ts';
import { openForms } from '../products/product-form.ts';
import { openSignIns } from '../products/product-sign-in.ts';
import { type Deps, openPublishedFields } from '../products/published-fields.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';

/** Products as their pages show them, and what they ask. @param folder see `readBrands` */
export function openProducts(
  deps: Deps & { readonly productItems: Pick<ProductRepository, 'allSlugs'> },
  names: readonly ProductNames[],
  folder: string,
) {
  const { find } = publishedProducts(names, readBrands(folder), openRuntimeProducts(deps.productItems, deps.now));
  const published = openPublishedFields(deps);
  return {
    findProduct: find,
    formOf: openForms(published),
    signInOf: openSignIns(published),
    /** Of the settings: nobody is to cause a thousand reads by looking at the list of products. */
    ids: async () => names.map(({ id }) => parseProductId(id)),
  };
}
