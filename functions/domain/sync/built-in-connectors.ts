/**
 * The connectors of `magento2` (a vendor's own have other names), in the order in which a run takes them, and the ACL
 * resources of Magento that each of them needs.
 */
export const BUILT_IN_RESOURCES = {
  'store-views': ['Magento_Backend::store'],
  websites: ['Magento_Backend::store'],
  'customer-groups': ['Magento_Customer::group'],
  'tax-classes': ['Magento_Tax::manage_tax'],
  attributes: ['Magento_Catalog::attributes_attributes'],
  orders: ['Magento_Sales::actions_view'],
  invoices: ['Magento_Sales::sales_invoice'],
  shipments: ['Magento_Sales::shipment'],
  creditmemos: ['Magento_Sales::sales_creditmemo'],
  products: ['Magento_Catalog::products'],
  categories: ['Magento_Catalog::categories'],
  customers: ['Magento_Customer::customer'],
  stock: ['Magento_InventoryApi::source'],
  prices: ['Magento_Catalog::products'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const BUILT_IN_CONNECTORS: readonly string[] = Object.keys(BUILT_IN_RESOURCES);
