import { Bulks } from './bulks.ts';
import { openCategories } from './catalog/categories.ts';
import { Products } from './catalog/products.ts';
import { openSourceItems } from './catalog/source-items.ts';
import { openCmsPages } from './cms-pages.ts';
import { openCustomers } from './customers.ts';
import { openDictionaries } from './dictionaries.ts';
import { openCreditMemos, openInvoices, Shipments } from './sales/documents.ts';
import { Orders } from './sales/orders.ts';

export type StoreData = ReturnType<typeof openStoreData>;

/**
 * Everything that a store sells and sold: always the same at the start, and then as it is changed. Rows stamp
 * themselves by the store's clock; `insert`, `update` and `delete` of each table take the time as an option, and let a
 * transaction be committed late.
 */
export function openStoreData(now: () => Date) {
  const documents = { invoices: openInvoices(now), shipments: new Shipments(now), creditMemos: openCreditMemos(now) };
  const sourceItems = openSourceItems(now);
  return {
    orders: new Orders(now, documents),
    ...documents,
    products: new Products(now, sourceItems),
    sourceItems,
    bulks: new Bulks(),
    categories: openCategories(now),
    customers: openCustomers(now),
    cmsPages: openCmsPages(now),
    ...openDictionaries(now),
  };
}
