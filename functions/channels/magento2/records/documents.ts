import * as z from 'zod/mini';
import { amounts, commentMembers, listOf, maybe, number, text } from './members.ts';

const item = z.looseObject({
  entity_id: maybe(number),
  order_item_id: maybe(number),
  product_id: maybe(number),
  sku: maybe(text),
  name: maybe(text),
  qty: maybe(number),
  price: maybe(number),
  row_total: maybe(number),
  tax_amount: maybe(number),
});

const document = {
  entity_id: number,
  order_id: number,
  increment_id: maybe(text),
  created_at: text,
  updated_at: text,
  store_id: maybe(number),
  billing_address_id: maybe(number),
  shipping_address_id: maybe(number),
  items: listOf(item),
  comments: listOf(z.looseObject(commentMembers)),
};

/** `V1/invoices`. */
export const invoice = z.looseObject({
  ...amounts,
  ...document,
  state: maybe(number),
  total_qty: maybe(number),
  transaction_id: maybe(text),
});

const track = z.looseObject({
  entity_id: maybe(number),
  carrier_code: maybe(text),
  title: maybe(text),
  track_number: maybe(text),
  created_at: maybe(text),
  updated_at: maybe(text),
});

/** `V1/shipments`. */
export const shipment = z.looseObject({
  ...document,
  customer_id: maybe(number),
  total_qty: maybe(number),
  total_weight: maybe(number),
  tracks: listOf(track),
});

/** `V1/creditmemos`. */
export const creditMemo = z.looseObject({
  ...amounts,
  ...document,
  state: maybe(number),
  invoice_id: maybe(number),
  adjustment: maybe(number),
  adjustment_negative: maybe(number),
  adjustment_positive: maybe(number),
});
