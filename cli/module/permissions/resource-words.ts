/** A plain word for permissions, what it lets through, and other words that people have for the same. */
type ResourceWord = { readonly lets: string; readonly ids: readonly string[]; readonly alike?: readonly string[] };

// Which REST route needs which permission was read in the `etc/webapi.xml` files of Magento 2 and of its Inventory
// modules. Where Magento has a permission for reading alone, the word grants that, and `:write` the rest; where it has
// one for both, the word says so.
/** Names for ACL ids in `--resources`. Keys are lower case. */
export const RESOURCE_WORDS: Readonly<Record<string, ResourceWord>> = {
  attributes: {
    lets: 'read and change product attributes and attribute sets',
    alike: ['properties', 'options'],
    ids: ['Magento_Catalog::attributes_attributes', 'Magento_Catalog::sets'],
  },
  carts: { lets: 'read and change carts', ids: ['Magento_Cart::manage'], alike: ['baskets', 'quotes'] },
  categories: {
    lets: 'read and change categories: Magento has one permission for both',
    ids: ['Magento_Catalog::categories'],
  },
  cms: {
    lets: 'read, change and delete CMS pages and blocks',
    alike: ['pages', 'blocks', 'content'],
    ids: ['Magento_Cms::page', 'Magento_Cms::save', 'Magento_Cms::page_delete', 'Magento_Cms::block'],
  },
  creditmemos: {
    lets: 'read credit memos',
    ids: ['Magento_Sales::sales_creditmemo'],
    alike: ['refunds', 'returns', 'credits'],
  },
  'creditmemos:write': {
    lets: 'read credit memos and refund orders',
    ids: ['Magento_Sales::sales_creditmemo', 'Magento_Sales::creditmemo'],
  },
  customers: {
    lets: 'read customers',
    ids: ['Magento_Customer::customer'],
    alike: ['clients', 'buyers', 'users', 'accounts', 'addresses'],
  },
  'customers:write': {
    lets: 'read, create, change and delete customers',
    ids: ['Magento_Customer::customer', 'Magento_Customer::manage', 'Magento_Customer::delete'],
  },
  'customer-groups': { lets: 'read and change customer groups', ids: ['Magento_Customer::group'] },
  everything: { lets: 'do whatever an administrator may', ids: ['Magento_Backend::all'] },
  inventory: {
    lets: 'read sources, stocks and quantities (not the older stock items)',
    ids: ['Magento_InventoryApi::source', 'Magento_InventoryApi::stock', 'Magento_InventorySalesApi::stock'],
    alike: ['stocks', 'warehouses', 'quantities', 'sources'],
  },
  'inventory:write': {
    lets: 'read and change stock items, sources, stocks and quantities',
    ids: [
      'Magento_CatalogInventory::cataloginventory',
      'Magento_InventoryApi::source',
      'Magento_InventoryApi::source_edit',
      'Magento_InventoryApi::stock',
      'Magento_InventoryApi::stock_edit',
      'Magento_InventoryApi::stock_source_link',
      'Magento_InventoryApi::stock_source_item_assign',
      'Magento_InventorySalesApi::stock',
    ],
  },
  invoices: { lets: 'read invoices', ids: ['Magento_Sales::sales_invoice'], alike: ['bills', 'billing'] },
  'invoices:write': {
    lets: 'read and create invoices',
    ids: ['Magento_Sales::sales_invoice', 'Magento_Sales::invoice'],
  },
  orders: { lets: 'read orders', ids: ['Magento_Sales::actions_view'], alike: ['sales', 'purchases'] },
  'orders:write': {
    lets: 'read, create, change, cancel, hold, comment on and e-mail orders',
    ids: [
      'Magento_Sales::create',
      'Magento_Sales::actions_view',
      'Magento_Sales::email',
      'Magento_Sales::actions_edit',
      'Magento_Sales::cancel',
      'Magento_Sales::hold',
      'Magento_Sales::unhold',
      'Magento_Sales::comment',
      'Magento_Sales::emails',
    ],
  },
  products: {
    lets: 'read and change products: Magento has one permission for both',
    ids: ['Magento_Catalog::products'],
    alike: ['catalogue', 'catalog', 'articles', 'items', 'skus', 'prices'],
  },
  promotions: {
    lets: 'read and change cart price rules, coupons and catalog price rules',
    ids: ['Magento_CatalogRule::promo_catalog', 'Magento_SalesRule::quote'],
    alike: ['coupons', 'discounts', 'vouchers', 'rules'],
  },
  shipments: {
    lets: 'read shipments',
    ids: ['Magento_Sales::shipment'],
    alike: ['deliveries', 'shipping', 'tracking', 'parcels'],
  },
  'shipments:write': {
    lets: 'read shipments and ship orders',
    ids: ['Magento_Sales::shipment', 'Magento_Sales::ship'],
  },
  store: {
    lets: 'read websites, stores, store views and their settings',
    ids: ['Magento_Backend::store'],
    alike: ['websites', 'shops', 'settings', 'configuration'],
  },
  taxes: { lets: 'read and change tax rates, rules and classes', ids: ['Magento_Tax::manage_tax'], alike: ['vat'] },
  transactions: { lets: 'read payment transactions', ids: ['Magento_Sales::transactions_fetch'], alike: ['payments'] },
};
