import * as z from 'zod';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { TierPrice } from '../../data/catalog/product-record.ts';
import type { StoreData } from '../../data/store-data.ts';
import type { Call } from '../route.ts';
import { withBody } from '../route.ts';
import { badRow } from './price-rows.ts';

const row = z.object({
  sku: z.string(),
  price: z.number(),
  price_type: z.enum(['fixed', 'discount']),
  website_id: z.number(),
  customer_group: z.string(),
  quantity: z.number(),
});
const rows = z.object({ prices: z.array(row) });
const skus = z.object({ skus: z.array(z.string()) });

const ALL_GROUPS = { id: 32_000, code: 'ALL GROUPS' };

/** `PUT V1/products/tier-prices`: those of each SKU in it are all that it has afterwards. */
export function replaceTierPrices({ data, body }: Call): Answer {
  return withBody(rows, body, 'prices', ({ prices }) => {
    const groups = groupsOf(data);
    const problems: object[] = [];
    for (const [sku, own] of Map.groupBy(prices, (one) => one.sku)) {
      const tiers = own.map((one) => tierOf(one, groups));
      const isProduct = data.products.find(sku) !== undefined;
      const problem = isProduct ? undefined : badRow({ sku }, false, true);
      if (problem !== undefined) problems.push(problem);
      else if (tiers.includes(undefined)) problems.push(unknownGroup(sku));
      else data.products.setPrices(sku, { tier_prices: tiers.filter((tier) => tier !== undefined) });
    }
    return json(200, problems);
  });
}

const groupsOf = ({ customerGroups }: StoreData) => [
  ALL_GROUPS,
  ...customerGroups.rows().map((one) => customerGroups.bodyOf(one)),
];

function tierOf(one: z.output<typeof row>, groups: ReturnType<typeof groupsOf>): TierPrice | undefined {
  const { price, price_type, website_id, customer_group, quantity: qty } = one;
  const group = groups.find(({ code }) => code.toLowerCase() === customer_group.toLowerCase());
  if (group === undefined) return undefined;
  const percentage = price_type === 'discount' ? { percentage_value: price } : {};
  return { customer_group_id: group.id, qty, value: price, extension_attributes: { website_id, ...percentage } };
}

function unknownGroup(sku: string): object {
  const message = 'No such entity with %fieldName = %fieldValue. Row ID: SKU = %SKU.';
  return { message, parameters: ['Customer Group', 'unknown', sku] };
}

/** `POST V1/products/tier-prices-information`. */
export function tierPrices({ data, body }: Call): Answer {
  return withBody(skus, body, 'skus', (given) => {
    const groups = groupsOf(data);
    const found = given.skus.flatMap((sku) => data.products.find(sku) ?? []);
    return json(
      200,
      found.flatMap(({ sku, tier_prices }) =>
        tier_prices.map(({ customer_group_id, qty: quantity, value: price, extension_attributes }) => ({
          price,
          price_type: extension_attributes.percentage_value === undefined ? 'fixed' : 'discount',
          website_id: extension_attributes.website_id,
          sku,
          customer_group: groups.find(({ id }) => id === customer_group_id)?.code,
          quantity,
        })),
      ),
    );
  });
}
