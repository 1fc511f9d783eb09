/*
 * What records of several kinds hold. Magento leaves most members out where it has no value for them, and sends null for
 * some; a module may add others, so every record is open. Times are `YYYY-MM-DD hh:mm:ss` in UTC.
 */

/** Members that are not named here: those of newer versions and of modules. */
export type Open = { [name: string]: unknown };

export type CustomAttribute = Open & { attribute_code: string; value?: unknown };

/** Amounts are in the currency of the order; `base_` stands before those in the currency of the website. */
export type Amounts = {
  base_currency_code?: string | null;
  base_discount_amount?: number | null;
  base_grand_total?: number | null;
  base_shipping_amount?: number | null;
  base_subtotal?: number | null;
  base_tax_amount?: number | null;
  base_to_global_rate?: number | null;
  base_to_order_rate?: number | null;
  discount_amount?: number | null;
  global_currency_code?: string | null;
  grand_total?: number | null;
  order_currency_code?: string | null;
  shipping_amount?: number | null;
  shipping_incl_tax?: number | null;
  store_currency_code?: string | null;
  subtotal?: number | null;
  subtotal_incl_tax?: number | null;
  tax_amount?: number | null;
};

export type SalesComment = Open & {
  entity_id?: number | null;
  parent_id?: number | null;
  comment?: string | null;
  created_at?: string | null;
  is_customer_notified?: number | null;
  is_visible_on_front?: number | null;
};

/** A line of an invoice, a shipment or a credit memo. */
export type DocumentItem = Open & {
  entity_id?: number | null;
  order_item_id?: number | null;
  product_id?: number | null;
  sku?: string | null;
  name?: string | null;
  qty?: number | null;
  price?: number | null;
  row_total?: number | null;
  tax_amount?: number | null;
};
