import type { Product } from '../adapters/lambda/environment.ts';
import type { ProductId } from '../domain/ids.ts';
import { parseProductId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { Brand, Brands } from './branding.ts';

/** A product that this deployment serves. */
export type ServedProduct = Omit<Product, 'id'> & { readonly id: ProductId; readonly brand: Brand };

/** @returns a lookup by id that throws Refusal `product_unknown` */
export function servedProducts(products: readonly Product[], brands: Brands = {}): (id: string) => ServedProduct {
  const served = new Map(
    products.map((product) => [
      product.id,
      { ...product, id: parseProductId(product.id), brand: brands[product.id] ?? {} },
    ]),
  );
  return (id) => {
    const product = served.get(id);
    if (product === undefined) throw new Refusal('product_unknown');
    return product;
  };
}
