import * as z from 'zod';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { Call } from '../route.ts';
import { withBody } from '../route.ts';

const saved = z.object({ stockItem: z.object({ qty: z.number(), is_in_stock: z.boolean() }) });

/** `GET V1/stockItems/:sku`, as before there were sources. */
export function readStockItem({ data: { products }, path: [, sku = ''] }: Call): Answer {
  const product = products.find(sku);
  if (product === undefined) return unknownProduct();
  const { id } = product;
  const values = { qty: products.stockOf(sku), is_in_stock: products.isInStock(sku) };
  return json(200, { item_id: id, product_id: id, stock_id: 1, ...values, manage_stock: true, backorders: 0 });
}

/** `PUT V1/products/:sku/stockItems/:id`: the SKU decides. The id of its row comes back as text. */
export function saveStockItem({ data: { products }, path: [, sku = ''], body }: Call): Answer {
  const product = products.find(sku);
  if (product === undefined) return unknownProduct();
  return withBody(saved, body, 'stockItem', ({ stockItem: { qty, is_in_stock } }) => {
    products.setStock(sku, qty, { status: Number(is_in_stock) });
    return json(200, String(product.id));
  });
}

function unknownProduct(): Answer {
  return json(404, { message: "The product that was requested doesn't exist. Verify the product and try again." });
}
