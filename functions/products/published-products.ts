import { type ProductId, parseProductId } from '../domain/ids.ts';
import type { Brand, Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { RuntimeProducts } from './runtime-products.ts';

/** Rejects with Refusal `product_unknown` for an id that names none. */
export type FindProduct = (id: string) => Promise<Product>;
/** The same for those who need no name: it costs one read fewer. */
export type FindProductId = (id: string) => Promise<Pick<Product, 'id'>>;

export type PublishedProducts = {
  readonly find: FindProduct;
  readonly findId: FindProductId;
  /** In the settings' order, then those made at run time, deleted ones included. */
  readonly ids: () => Promise<readonly ProductId[]>;
};

/** None, for tests and for what serves the settings' products only. */
const NONE: RuntimeProducts = { listed: async () => undefined, find: async () => undefined, ids: async () => [] };

/** The products that this deployment serves: those of its settings, which win, and those made at run time. */
export function publishedProducts(
  products: readonly { readonly id: string; readonly name: string }[],
  brands: Readonly<Record<string, Brand>> = {},
  runtime: RuntimeProducts = NONE,
): PublishedProducts {
  const published = new Map(
    products.map(({ id, name }) => [id, { id: parseProductId(id), name, brand: brands[id] ?? {} }]),
  );
  const ids = [...published.values()].map(({ id }) => id);
  return {
    async find(id) {
      return required(published.get(id) ?? (await runtime.find(id)));
    },
    async findId(id) {
      return { id: required(published.get(id)?.id ?? (await runtime.listed(id))) };
    },
    async ids() {
      return [...new Set([...ids, ...(await runtime.ids())])];
    },
  };
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Refusal('product_unknown');
  return found;
}
