import { type ProductId, parseProductId } from '../domain/ids.ts';
import type { Brand, Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals/refusal.ts';

/** Rejects with Refusal `product_unknown` for an id that names none. */
export type FindProduct = (id: string) => Promise<Product>;

export type PublishedProducts = {
  readonly find: FindProduct;
  /** In the settings' order. */
  readonly ids: () => Promise<readonly ProductId[]>;
};

/** The products that this deployment serves, from its settings. Asynchronous, so that they can come from the table. */
export function publishedProducts(
  products: readonly { readonly id: string; readonly name: string }[],
  brands: Readonly<Record<string, Brand>> = {},
): PublishedProducts {
  const published = new Map(
    products.map(({ id, name }) => [id, { id: parseProductId(id), name, brand: brands[id] ?? {} }]),
  );
  const ids = [...published.values()].map(({ id }) => id);
  return {
    async find(id) {
      const product = published.get(id);
      if (product === undefined) throw new Refusal('product_unknown');
      return product;
    },
    ids: async () => ids,
  };
}
