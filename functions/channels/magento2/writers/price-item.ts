import * as z from 'zod/mini';
import { amount, sku, skuKey } from './items.ts';

const moment = z
  .string()
  .check(z.regex(/^20\d{2}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'must be a time in UTC, such as 2026-01-31 00:00:00'));

const special = z.strictObject({ price: amount, price_from: z.optional(moment), price_to: z.optional(moment) });

const tier = z.strictObject({
  price: amount,
  price_type: z.enum(['fixed', 'discount']),
  website_id: z._default(z.int().check(z.nonnegative()), 0),
  /** By name, such as `ALL GROUPS` or `Wholesale`. */
  customer_group: z.string().check(z.minLength(1)),
  quantity: z.number().check(z.positive()),
});

/** Members that are left out stay as they are in the store. */
export const priceItem = z
  .strictObject({
    sku,
    /** Of the store view; 0: for all. */
    store_id: z._default(z.int().check(z.nonnegative()), 0),
    price: z.optional(amount),
    /** null: none any more. */
    special_price: z.optional(z.nullable(special)),
    /** All that there shall be, for all store views. */
    tier_prices: z.optional(z.array(tier).check(z.minLength(1))),
  })
  .check(
    z.refine(
      ({ price, special_price, tier_prices }) =>
        price !== undefined || special_price !== undefined || tier_prices !== undefined,
      'must have "price", "special_price" or "tier_prices"',
    ),
  );
export type PriceItem = z.output<typeof priceItem>;

/** The other way round than `PriceItem`: one row for each price, as Magento's endpoints take them. */
export type PriceRow = Readonly<Record<string, string | number>> & { readonly sku: string };

export const isOf =
  ({ sku: code, store_id }: PriceItem) =>
  (row: { readonly sku: string; readonly store_id?: number | undefined }): boolean =>
    skuKey(row.sku) === skuKey(code) && (row.store_id === undefined || row.store_id === store_id);

export const baseRow = ({ sku: code, store_id, price }: PriceItem): PriceRow[] =>
  price === undefined ? [] : [{ sku: code, store_id, price }];

export function specialRow({ sku: code, store_id, special_price }: PriceItem): PriceRow[] {
  if (special_price === undefined || special_price === null) return [];
  const { price, price_from, price_to } = special_price;
  const times = { ...(price_from !== undefined && { price_from }), ...(price_to !== undefined && { price_to }) };
  return [{ sku: code, store_id, price, ...times }];
}

export const tierRows = ({ sku: code, tier_prices = [] }: PriceItem): PriceRow[] =>
  tier_prices.map((row) => ({ sku: code, ...row }));
