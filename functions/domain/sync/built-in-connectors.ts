/** Names of the connectors of `magento2`: a vendor's own have others. */
export const BUILT_IN_CONNECTORS: readonly string[] = [
  ...['store-views', 'websites', 'customer-groups', 'tax-classes', 'attributes'],
  ...['orders', 'invoices', 'shipments', 'creditmemos'],
  ...['products', 'categories', 'customers', 'stock', 'prices'],
];
