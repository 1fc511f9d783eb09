import * as z from 'zod';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { Call } from '../route.ts';
import { withBody } from '../route.ts';
import { badRow, isStore } from './price-rows.ts';

const prices = z.object({ prices: z.array(z.object({ sku: z.string(), price: z.number(), store_id: z.number() })) });

const sourceItems = z.object({
  sourceItems: z.array(
    z.object({ sku: z.string(), source_code: z.string(), quantity: z.number(), status: z.number().optional() }),
  ),
});

/** `POST V1/products/base-prices`: writes the good rows, and answers with what is wrong with the others. */
export function saveBasePrices({ data: { products }, body }: Call): Answer {
  return withBody(prices, body, 'prices', (given) => {
    const problems = given.prices.flatMap(({ sku, price, store_id }) => {
      const problem = badRow({ sku, store_id }, products.find(sku) !== undefined, isStore(store_id));
      if (problem !== undefined) return [problem];
      products.setPrice(sku, price);
      return [];
    });
    return json(200, problems);
  });
}

/** `POST V1/inventory/source-items`. It knows one source; with another one, nothing of the list is written. */
export function saveSourceItems({ data: { products }, body }: Call): Answer {
  return withBody(sourceItems, body, 'sourceItems', (given) => {
    if (given.sourceItems.some(({ source_code }) => source_code !== 'default')) {
      return json(400, { message: 'Could not save Source Item' });
    }
    for (const { sku, quantity, status } of given.sourceItems) {
      if (products.stockOf(sku) !== undefined) products.setStock(sku, quantity, { status });
    }
    return json(200, []);
  });
}
