import type { Amounts, Open, SalesComment } from './shared.ts';

/** `V1/orders`. */
export type Order = Open &
  Amounts & {
    entity_id: number;
    increment_id: string;
    created_at: string;
    updated_at: string;
    state?: string | null;
    status?: string | null;
    store_id?: number | null;
    store_name?: string | null;
    coupon_code?: string | null;
    customer_id?: number | null;
    customer_email?: string | null;
    customer_firstname?: string | null;
    customer_lastname?: string | null;
    customer_group_id?: number | null;
    /** 1 or 0. */
    customer_is_guest?: number | null;
    ext_order_id?: string | null;
    is_virtual?: number | null;
    quote_id?: number | null;
    shipping_description?: string | null;
    total_due?: number | null;
    total_invoiced?: number | null;
    total_paid?: number | null;
    total_refunded?: number | null;
    total_item_count?: number | null;
    total_qty_ordered?: number | null;
    weight?: number | null;
    items?: OrderItem[] | null;
    /** Absent for orders of a store that has removed them, as some do for data protection. */
    billing_address?: OrderAddress | null;
    payment?: OrderPayment | null;
    status_histories?: OrderComment[] | null;
    extension_attributes?: (Open & { shipping_assignments?: ShippingAssignment[] | null }) | null;
  };

export type OrderItem = Open & {
  item_id?: number | null;
  order_id?: number | null;
  /** Of a variant: the line of the configurable product. */
  parent_item_id?: number | null;
  product_id?: number | null;
  product_type?: string | null;
  sku?: string | null;
  name?: string | null;
  price?: number | null;
  price_incl_tax?: number | null;
  original_price?: number | null;
  discount_amount?: number | null;
  discount_percent?: number | null;
  qty_ordered?: number | null;
  qty_canceled?: number | null;
  qty_invoiced?: number | null;
  qty_refunded?: number | null;
  qty_shipped?: number | null;
  row_total?: number | null;
  row_total_incl_tax?: number | null;
  tax_amount?: number | null;
  tax_percent?: number | null;
  weight?: number | null;
};

export type OrderAddress = Open & {
  entity_id?: number | null;
  /** `billing` or `shipping`. */
  address_type?: string | null;
  company?: string | null;
  firstname?: string | null;
  lastname?: string | null;
  street?: string[] | null;
  postcode?: string | null;
  city?: string | null;
  region?: string | null;
  region_code?: string | null;
  country_id?: string | null;
  email?: string | null;
  telephone?: string | null;
  vat_id?: string | null;
};

export type OrderPayment = Open & {
  method?: string | null;
  amount_ordered?: number | null;
  amount_paid?: number | null;
  amount_refunded?: number | null;
  last_trans_id?: string | null;
};

export type OrderComment = SalesComment & { status?: string | null; entity_name?: string | null };

export type ShippingAssignment = Open & {
  shipping?: (Open & { address?: OrderAddress | null; method?: string | null }) | null;
  items?: OrderItem[] | null;
};
