import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import { PRODUCTS } from './products.ts';
import { type ListManner, searchRows } from './row-search.ts';

/** `GET V1/products`. */
export function searchProducts(query: string, manner: ListManner): Answer {
  return searchRows(PRODUCTS, query, manner);
}

/** `GET V1/products/:sku`. */
export function readProduct(sku: string): Answer {
  const product = PRODUCTS.find((one) => one.sku === sku);
  if (product !== undefined) return json(200, product);
  return json(404, { message: "The product that was requested doesn't exist. Verify the product and try again." });
}
