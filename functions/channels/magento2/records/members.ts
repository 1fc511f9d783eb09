import * as z from 'zod/mini';

/** A number as it came: raw JSON where JavaScript would change it (see `parseLossless`). */
export const number = z.custom<number>((value) => typeof value === 'number' || JSON.isRawJSON(value), {
  error: 'expected a number',
});
export const text = z.string();

/** Magento leaves a member out where it has no value, or sends null. */
export function maybe<Schema extends z.core.$ZodType>(schema: Schema) {
  return z.optional(z.nullable(schema));
}

export const listOf = <Schema extends z.core.$ZodType>(schema: Schema) => maybe(z.array(schema));

export const customAttributes = listOf(z.looseObject({ attribute_code: text, value: z.optional(z.unknown()) }));

export const amounts = {
  base_currency_code: maybe(text),
  base_discount_amount: maybe(number),
  base_grand_total: maybe(number),
  base_shipping_amount: maybe(number),
  base_subtotal: maybe(number),
  base_tax_amount: maybe(number),
  base_to_global_rate: maybe(number),
  base_to_order_rate: maybe(number),
  discount_amount: maybe(number),
  global_currency_code: maybe(text),
  grand_total: maybe(number),
  order_currency_code: maybe(text),
  shipping_amount: maybe(number),
  shipping_incl_tax: maybe(number),
  store_currency_code: maybe(text),
  subtotal: maybe(number),
  subtotal_incl_tax: maybe(number),
  tax_amount: maybe(number),
};

export const commentMembers = {
  entity_id: maybe(number),
  parent_id: maybe(number),
  comment: maybe(text),
  created_at: maybe(text),
  is_customer_notified: maybe(number),
  is_visible_on_front: maybe(number),
};
