import * as z from 'zod/mini';
import { customAttributes, listOf, maybe, number, text } from './members.ts';

const mediaEntry = z.looseObject({
  id: maybe(number),
  media_type: maybe(text),
  label: maybe(text),
  position: maybe(number),
  disabled: maybe(z.boolean()),
  types: listOf(text),
  file: maybe(text),
});

const tierPrices = listOf(
  z.looseObject({ customer_group_id: maybe(number), qty: maybe(number), value: maybe(number) }),
);

const categoryLink = z.looseObject({ category_id: text, position: maybe(number) });

/** `V1/products`. */
export const product = z.looseObject({
  id: number,
  sku: text,
  name: maybe(text),
  attribute_set_id: maybe(number),
  price: maybe(number),
  status: maybe(number),
  visibility: maybe(number),
  type_id: maybe(text),
  created_at: maybe(text),
  updated_at: text,
  weight: maybe(number),
  extension_attributes: maybe(z.looseObject({ website_ids: listOf(number), category_links: listOf(categoryLink) })),
  media_gallery_entries: listOf(mediaEntry),
  tier_prices: tierPrices,
  custom_attributes: customAttributes,
});

/** `V1/products`, with `fields`. */
export const productPrice = z.looseObject({
  id: number,
  sku: text,
  price: maybe(number),
  tier_prices: tierPrices,
  custom_attributes: customAttributes,
});

/** `V1/inventory/source-items`. */
export const sourceItem = z.looseObject({ sku: text, source_code: text, quantity: number, status: maybe(number) });

/** `V1/categories/list`. */
export const category = z.looseObject({
  id: number,
  parent_id: maybe(number),
  name: maybe(text),
  is_active: maybe(z.boolean()),
  position: maybe(number),
  level: maybe(number),
  children: maybe(text),
  path: maybe(text),
  created_at: maybe(text),
  updated_at: text,
  include_in_menu: maybe(z.boolean()),
  custom_attributes: customAttributes,
});
