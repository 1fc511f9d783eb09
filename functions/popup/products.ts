import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import type { ProductNames } from '../adapters/lambda/environment.ts';
import { parseProductId } from '../domain/ids.ts';
import { readBrands } from '../products/branding.ts';
import { type Deps, openForms } from '../products/product-form.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';

/** Products as their pages show them, and what they ask. @param folder see `readBrands` */
export function openProducts(
  deps: Deps & { readonly productItems: Pick<ProductRepository, 'allSlugs'> },
  names: readonly ProductNames[],
  folder: string,
) {
  const { find } = publishedProducts(names, readBrands(folder), openRuntimeProducts(deps.productItems, deps.now));
  return {
    findProduct: find,
    formOf: openForms(deps),
    /** Of the settings: nobody is to cause a thousand reads by looking at the list of products. */
    ids: async () => names.map(({ id }) => parseProductId(id)),
  };
}
