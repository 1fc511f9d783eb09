import * as z from 'zod';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { Product } from '../../data/catalog/product-record.ts';
import type { Call } from '../route.ts';
import { withBody } from '../route.ts';
import { badRow, isStore } from './price-rows.ts';

const row = z.object({
  sku: z.string(),
  price: z.number(),
  store_id: z.number(),
  price_from: z.string().optional(),
  price_to: z.string().optional(),
});
const rows = z.object({ prices: z.array(row) });
const skus = z.object({ skus: z.array(z.string()) });

const CODES = { price: 'special_price', price_from: 'special_from_date', price_to: 'special_to_date' } as const;

/** `POST V1/products/special-price`: one for all store views. */
export function saveSpecialPrices(call: Call): Answer {
  return each(call, ({ price, price_from, price_to }) => {
    const given = { price: price.toFixed(2), price_from, price_to };
    return Object.entries(CODES).flatMap(([name, attribute_code]) => {
      const value = Reflect.get(given, name);
      return typeof value === 'string' ? [{ attribute_code, value }] : [];
    });
  });
}

/** `POST V1/products/special-price-delete`. */
export function deleteSpecialPrices(call: Call): Answer {
  return each(call, () => []);
}

function each({ data: { products }, body }: Call, attributesOf: (one: z.output<typeof row>) => Attribute[]): Answer {
  return withBody(rows, body, 'prices', ({ prices }) => {
    const problems = prices.flatMap((one) => {
      const problem = badRow(one, products.find(one.sku) !== undefined, isStore(one.store_id));
      if (problem !== undefined) return [problem];
      products.setPrices(one.sku, ({ custom_attributes }) => ({
        custom_attributes: [...custom_attributes.filter((other) => !isSpecial(other)), ...attributesOf(one)],
      }));
      return [];
    });
    return json(200, problems);
  });
}

type Attribute = Product['custom_attributes'][number];

const isSpecial = ({ attribute_code }: Attribute): boolean => Object.values<string>(CODES).includes(attribute_code);

/** `POST V1/products/special-price-information`. */
export function specialPrices({ data: { products }, body }: Call): Answer {
  return withBody(skus, body, 'skus', (given) => {
    const found = given.skus.flatMap((sku) => products.find(sku) ?? []);
    return json(200, found.flatMap(specialOf));
  });
}

function specialOf({ sku, custom_attributes }: Product): object[] {
  const attribute = (code: string) => custom_attributes.find(({ attribute_code }) => attribute_code === code)?.value;
  const price = attribute(CODES.price);
  if (price === undefined) return [];
  const times = { price_from: attribute(CODES.price_from) ?? null, price_to: attribute(CODES.price_to) ?? null };
  return [{ price: Number(price), store_id: 0, sku, ...times }];
}
