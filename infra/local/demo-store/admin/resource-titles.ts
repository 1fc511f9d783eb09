/** ACL resources that the forms for integrations offer, with the titles of the admin's tree. */
export const RESOURCE_TITLES: Readonly<Record<string, string>> = {
  'Magento_Backend::all': 'Allow everything',
  'Magento_Backend::admin': 'Magento Admin',
  'Magento_Backend::store': 'All Stores',
  'Magento_Catalog::products': 'Products',
  'Magento_Catalog::categories': 'Categories',
  'Magento_CatalogInventory::cataloginventory': 'Inventory',
  'Magento_Customer::customer': 'Customers',
  'Magento_Customer::manage': 'All Customers',
  'Magento_Sales::actions_view': 'Orders: View',
  'Magento_Sales::comment': 'Orders: Comment',
  'Magento_Sales::ship': 'Orders: Ship',
  'Magento_Sales::invoice': 'Orders: Invoice',
  'Magento_Sales::creditmemo': 'Orders: Credit Memos',
};
