/** The writers of `magento2` (a vendor's own have other names), and the ACL resources of Magento that each of them needs. */
export const BUILT_IN_WRITERS = {
  stock: {
    label: 'Stock by source',
    resources: [
      'Magento_InventoryApi::source',
      'Magento_InventoryApi::stock_source_item_assign',
      'Magento_Catalog::products',
    ],
  },
  prices: { label: 'Prices', resources: ['Magento_Catalog::products', 'Magento_Catalog::catalog'] },
  products: { label: 'Products', resources: ['Magento_Catalog::products'] },
  shipments: { label: 'Shipments with tracks', resources: ['Magento_Sales::ship', 'Magento_Sales::shipment'] },
  'order-comments': {
    label: 'Comments on orders',
    resources: ['Magento_Sales::comment', 'Magento_Sales::actions_view'],
  },
  'order-references': {
    label: 'References of orders',
    resources: ['Magento_Sales::create', 'Magento_Sales::actions_view'],
  },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly resources: readonly string[] }>>;
