import type { Route } from '../route.ts';
import { listRoute } from '../route.ts';
import { saveBasePrices, saveSourceItems } from '../writes/bulk-values.ts';
import { bulkStatus, scheduleProducts } from '../writes/bulks.ts';
import { basePrices, deleteProduct, readProduct, salableQuantity, saveProduct } from '../writes/products.ts';
import { deleteSpecialPrices, saveSpecialPrices, specialPrices } from '../writes/special-prices.ts';
import { readStockItem, saveStockItem } from '../writes/stock-items.ts';
import { replaceTierPrices, tierPrices } from '../writes/tier-prices.ts';

const PRODUCTS = 'Magento_Catalog::products';
const CATALOG = 'Magento_Catalog::catalog';
const STOCK = 'Magento_CatalogInventory::cataloginventory';
const BULKS = 'Magento_Logging::system_magento_logging_bulk_operations';
const ONE_PRODUCT = /^V1\/products\/[^/]+$/;
const SALABLE = /^V1\/inventory\/get-product-salable-quantity\/[^/]+\/\d+$/;

export const CATALOG_ROUTES: readonly Route[] = [
  listRoute(/^V1\/products$/, PRODUCTS, ({ products }) => products),
  listRoute(/^V1\/products\/attributes$/, 'Magento_Catalog::attributes_attributes', ({ attributes }) => attributes),
  // Before those of a product: it would be taken for a SKU.
  price('PUT', 'tier-prices', replaceTierPrices),
  { path: ONE_PRODUCT, resource: PRODUCTS, answer: readProduct },
  { method: 'PUT', path: ONE_PRODUCT, resource: PRODUCTS, answer: saveProduct },
  { method: 'PUT', path: /^async\/bulk\/V1\/products\/bySku$/, resource: PRODUCTS, answer: scheduleProducts },
  { path: /^V1\/bulk\/[^/]+\/status$/, resource: BULKS, answer: bulkStatus },
  { method: 'DELETE', path: ONE_PRODUCT, resource: PRODUCTS, answer: deleteProduct },
  { method: 'POST', path: /^V1\/products\/base-prices$/, resource: CATALOG, answer: saveBasePrices },
  {
    method: 'POST',
    path: /^V1\/products\/base-prices-information$/,
    resource: CATALOG,
    answer: basePrices,
    reads: true,
  },
  price('POST', 'special-price', saveSpecialPrices),
  price('POST', 'special-price-delete', deleteSpecialPrices),
  { ...price('POST', 'special-price-information', specialPrices), reads: true },
  { ...price('POST', 'tier-prices-information', tierPrices), reads: true },
  { path: /^V1\/stockItems\/[^/]+$/, resource: STOCK, answer: readStockItem },
  { method: 'PUT', path: /^V1\/products\/[^/]+\/stockItems\/\d+$/, resource: STOCK, answer: saveStockItem },
  listRoute(/^V1\/categories\/list$/, 'Magento_Catalog::categories', ({ categories }) => categories),
  listRoute(/^V1\/inventory\/source-items$/, 'Magento_InventoryApi::source', ({ sourceItems }) => sourceItems),
  {
    method: 'POST',
    path: /^V1\/inventory\/source-items$/,
    resource: 'Magento_InventoryApi::stock_source_item_assign',
    answer: saveSourceItems,
  },
  { path: SALABLE, resource: 'Magento_InventorySalesApi::stock', answer: salableQuantity },
];

function price(method: 'POST' | 'PUT', name: string, answer: Route['answer']): Route {
  return { method, path: new RegExp(`^V1/products/${name}$`), resource: CATALOG, answer };
}
