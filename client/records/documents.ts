import type { Amounts, DocumentItem, Open, SalesComment } from './shared.ts';

/** What invoices, shipments and credit memos have in common. */
type Document = Open & {
  entity_id: number;
  order_id: number;
  increment_id?: string | null;
  created_at: string;
  updated_at: string;
  store_id?: number | null;
  billing_address_id?: number | null;
  shipping_address_id?: number | null;
  items?: DocumentItem[] | null;
  comments?: SalesComment[] | null;
};

/** `V1/invoices`. `state`: 1 open, 2 paid, 3 canceled. */
export type Invoice = Document &
  Amounts & { state?: number | null; total_qty?: number | null; transaction_id?: string | null };

/** `V1/shipments`. A track that is added later does not change `updated_at`. */
export type Shipment = Document & {
  customer_id?: number | null;
  total_qty?: number | null;
  total_weight?: number | null;
  tracks?: Track[] | null;
};

export type Track = Open & {
  entity_id?: number | null;
  carrier_code?: string | null;
  title?: string | null;
  track_number?: string | null;
  created_at?: string | null;
  updated_at?: string | null;
};

/** `V1/creditmemos`. `state`: 1 open, 2 refunded, 3 canceled. */
export type CreditMemo = Document &
  Amounts & {
    state?: number | null;
    invoice_id?: number | null;
    adjustment?: number | null;
    adjustment_negative?: number | null;
    adjustment_positive?: number | null;
  };
