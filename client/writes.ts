/** Members that are left out have their usual values, or stay as they are in the store. */
export type StockChange = { sku: string; quantity: number; source_code?: string; status?: 0 | 1 };

export type PriceChange = {
  sku: string;
  /** Of the store view; 0: for all. */
  store_id?: number;
  price?: number;
  /** null: none any more. */
  special_price?: { price: number; price_from?: string; price_to?: string } | null;
  /** All that there shall be. */
  tier_prices?: {
    price: number;
    price_type: 'fixed' | 'discount';
    customer_group: string;
    quantity: number;
    website_id?: number;
  }[];
};

export type ProductChange = {
  sku: string;
  /** Values of this store view alone; for all unless given. */
  store_view?: string;
  /** As Magento's REST API takes it. */
  product: Record<string, unknown>;
};

export type ShipmentChange = {
  order_id: number;
  /** All that is left of the order unless given. */
  items?: { order_item_id: number; qty: number }[];
  tracks?: { track_number: string; title: string; carrier_code: string }[];
  /** Whether Magento writes to the customer. */
  notify?: boolean;
  source_code?: string;
};

export type OrderCommentChange = {
  order_id: number;
  comment: string;
  status?: string;
  is_visible_on_front?: boolean;
  is_customer_notified?: boolean;
};

export type OrderReferenceChange = { order_id: number; ext_order_id: string };

/** What the writers for Magento take, by their names. */
export type Changes = {
  stock: StockChange;
  prices: PriceChange;
  products: ProductChange;
  shipments: ShipmentChange;
  'order-comments': OrderCommentChange;
  'order-references': OrderReferenceChange;
};
