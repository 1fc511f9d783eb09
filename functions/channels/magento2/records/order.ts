import * as z from 'zod/mini';
import { amounts, commentMembers, listOf, maybe, number, text } from './members.ts';

const item = z.looseObject({
  item_id: maybe(number),
  order_id: maybe(number),
  parent_item_id: maybe(number),
  product_id: maybe(number),
  product_type: maybe(text),
  sku: maybe(text),
  name: maybe(text),
  price: maybe(number),
  price_incl_tax: maybe(number),
  original_price: maybe(number),
  discount_amount: maybe(number),
  discount_percent: maybe(number),
  qty_ordered: maybe(number),
  qty_canceled: maybe(number),
  qty_invoiced: maybe(number),
  qty_refunded: maybe(number),
  qty_shipped: maybe(number),
  row_total: maybe(number),
  row_total_incl_tax: maybe(number),
  tax_amount: maybe(number),
  tax_percent: maybe(number),
  weight: maybe(number),
});

const address = z.looseObject({
  entity_id: maybe(number),
  address_type: maybe(text),
  company: maybe(text),
  firstname: maybe(text),
  lastname: maybe(text),
  street: listOf(text),
  postcode: maybe(text),
  city: maybe(text),
  region: maybe(text),
  region_code: maybe(text),
  country_id: maybe(text),
  email: maybe(text),
  telephone: maybe(text),
  vat_id: maybe(text),
});

const payment = z.looseObject({
  method: maybe(text),
  amount_ordered: maybe(number),
  amount_paid: maybe(number),
  amount_refunded: maybe(number),
  last_trans_id: maybe(text),
});

const shippingAssignment = z.looseObject({
  shipping: maybe(z.looseObject({ address: maybe(address), method: maybe(text) })),
  items: listOf(item),
});

/** `V1/orders`. */
export const order = z.looseObject({
  ...amounts,
  entity_id: number,
  increment_id: text,
  created_at: text,
  updated_at: text,
  state: maybe(text),
  status: maybe(text),
  store_id: maybe(number),
  store_name: maybe(text),
  coupon_code: maybe(text),
  customer_id: maybe(number),
  customer_email: maybe(text),
  customer_firstname: maybe(text),
  customer_lastname: maybe(text),
  customer_group_id: maybe(number),
  customer_is_guest: maybe(number),
  ext_order_id: maybe(text),
  is_virtual: maybe(number),
  quote_id: maybe(number),
  shipping_description: maybe(text),
  total_due: maybe(number),
  total_invoiced: maybe(number),
  total_paid: maybe(number),
  total_refunded: maybe(number),
  total_item_count: maybe(number),
  total_qty_ordered: maybe(number),
  weight: maybe(number),
  items: listOf(item),
  billing_address: maybe(address),
  payment: maybe(payment),
  status_histories: listOf(z.looseObject({ ...commentMembers, status: maybe(text), entity_name: maybe(text) })),
  extension_attributes: maybe(z.looseObject({ shipping_assignments: listOf(shippingAssignment) })),
});
