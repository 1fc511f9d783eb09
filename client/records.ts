import type { Category, Product, ProductPrice, SourceItem } from './records/catalog.ts';
import type { CreditMemo, Invoice, Shipment } from './records/documents.ts';
import type { Order } from './records/order.ts';
import type { Customer, CustomerGroup, ProductAttribute, StoreView, TaxClass, Website } from './records/shop.ts';

export type * from './records/catalog.ts';
export type * from './records/documents.ts';
export type * from './records/order.ts';
export type { CustomAttribute, DocumentItem, SalesComment } from './records/shared.ts';
export type * from './records/shop.ts';

/** What the connectors for Magento deliver, by their names: records as Magento 2.4.7 sends them. */
export type Records = {
  orders: Order;
  invoices: Invoice;
  shipments: Shipment;
  creditmemos: CreditMemo;
  products: Product;
  categories: Category;
  customers: Customer;
  stock: SourceItem;
  prices: ProductPrice;
  'store-views': StoreView;
  websites: Website;
  'customer-groups': CustomerGroup;
  attributes: ProductAttribute;
  'tax-classes': TaxClass;
};
