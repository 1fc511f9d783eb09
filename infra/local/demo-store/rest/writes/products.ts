import * as z from 'zod';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { Call } from '../route.ts';
import { withBody } from '../route.ts';

const attribute = z.object({ attribute_code: z.string(), value: z.union([z.string(), z.array(z.string())]) });

/** What can be changed; a `sku` beside it is ignored, the path's counts. */
const saved = z.object({
  product: z.object({
    name: z.string().optional(),
    price: z.number().optional(),
    status: z.number().optional(),
    visibility: z.number().optional(),
    weight: z.number().optional(),
    custom_attributes: z.array(attribute).optional(),
  }),
});

const skus = z.object({ skus: z.array(z.string()) });

/** `GET V1/products/:sku`. */
export function readProduct({ data, path }: Call): Answer {
  const product = data.products.find(path[1] ?? '');
  return product === undefined ? unknownProduct() : json(200, product);
}

/** `PUT V1/products/:sku`. Moves `updated_at`, even if nothing is different; makes a product of an unknown SKU. */
export function saveProduct({ data: { products }, path: [, sku = ''], body }: Call): Answer {
  return withBody(saved, body, 'product', ({ product }) => {
    const given = Object.entries(product).filter(([, value]) => value !== undefined);
    const change = Object.fromEntries(given);
    const found = products.find(sku);
    const id = found?.id ?? products.insert({ sku });
    products.update(id, change);
    return json(200, products.get(id));
  });
}

/** `DELETE V1/products/:sku`. Its source items stay. */
export function deleteProduct({ data: { products }, path: [, sku = ''] }: Call): Answer {
  const product = products.find(sku);
  if (product === undefined) return unknownProduct();
  products.delete(product.id);
  return json(200, true);
}

/** `POST V1/products/base-prices-information`. */
export function basePrices({ data: { products }, body }: Call): Answer {
  return withBody(skus, body, 'skus', ({ skus: asked }) => {
    const found = asked.flatMap((sku) => products.find(sku) ?? []);
    return json(
      200,
      found.map(({ price, sku }) => ({ price, store_id: 0, sku })),
    );
  });
}

/** `GET V1/inventory/get-product-salable-quantity/:sku/:stock`: what the source holds less what was ordered. */
export function salableQuantity({ data, path: [, , sku = ''] }: Call): Answer {
  const quantity = data.products.stockOf(sku);
  if (quantity === undefined) return unknownProduct();
  const lines = data.orders.rows().flatMap((row) => data.orders.bodyOf(row).items);
  const ordered = lines
    .filter((line) => line.sku.toLowerCase() === sku.toLowerCase())
    .reduce((sum, { qty_ordered, qty_canceled }) => sum + qty_ordered - qty_canceled, 0);
  return json(200, quantity - ordered);
}

function unknownProduct(): Answer {
  return json(404, { message: "The product that was requested doesn't exist. Verify the product and try again." });
}
