import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import { parseProductId } from '../domain/ids.ts';
import { readBrands } from '../products/branding.ts';
import { openForms } from '../products/product-form.ts';
import { openSignIns } from '../products/product-sign-in.ts';
import { openWaysIn } from '../products/product-way-in.ts';
import { type Deps, openPublishedFields } from '../products/published-fields.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';

/** Products as their pages show them, and what they ask. @param folder see `readBrands` */
export function openProducts(
  deps: Deps & { readonly productItems: Pick<ProductRepository, 'allSlugs'> },
  settings: Environment<'HANDFAST_PRODUCTS' | 'HANDFAST_ALLOW_LOOPBACK_STORES'>,
  folder: string,
) {
  const { HANDFAST_PRODUCTS: names } = settings;
  const { find } = publishedProducts(names, readBrands(folder), openRuntimeProducts(deps.productItems, deps.now));
  const published = openPublishedFields(deps);
  return {
    findProduct: find,
    formOf: openForms(published),
    signInOf: openSignIns(published),
    wayInOf: openWaysIn(published, settings.HANDFAST_ALLOW_LOOPBACK_STORES),
    /** Of the settings: nobody is to cause a thousand reads by looking at the list of products. */
    ids: async () => names.map(({ id }) => parseProductId(id)),
  };
}
