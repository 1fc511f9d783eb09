import * as z from 'zod';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { Call } from '../route.ts';
import { withBody } from '../route.ts';

const prices = z.object({ prices: z.array(z.object({ sku: z.string(), price: z.number(), store_id: z.number() })) });

const sourceItems = z.object({
  sourceItems: z.array(z.object({ sku: z.string(), source_code: z.string(), quantity: z.number() })),
});

/** `POST V1/products/base-prices`: writes the good rows, and answers with what is wrong with the others. */
export function saveBasePrices({ data: { products }, body }: Call): Answer {
  return withBody(prices, body, 'prices', (given) => {
    const problems = given.prices.flatMap(({ sku, price, store_id }) => {
      if (products.find(sku) === undefined) return [unknownRow(sku, store_id)];
      products.setPrice(sku, price);
      return [];
    });
    return json(200, problems);
  });
}

function unknownRow(sku: string, store: number) {
  const message = "Requested product doesn't exist. Row ID: SKU = %SKU, Store ID: %storeId.";
  return { message, parameters: [sku, store] };
}

/** `POST V1/inventory/source-items`. */
export function saveSourceItems({ data: { products }, body }: Call): Answer {
  return withBody(sourceItems, body, 'sourceItems', (given) => {
    for (const { sku, quantity } of given.sourceItems) {
      if (products.stockOf(sku) !== undefined) products.setStock(sku, quantity);
    }
    return json(200, []);
  });
}
