import { BUILT_IN_RESOURCES } from '../../../domain/sync/built-in-connectors.ts';
import { defineConnector } from '../../define-connector.ts';
import { customer, customerGroup, productAttribute, storeView, taxClass, website } from '../records/shop.ts';

const DAY_MINUTES = 24 * 60;

export const customers = defineConnector({
  name: 'customers',
  label: 'Customers',
  resources: BUILT_IN_RESOURCES.customers,
  everyMinutes: 15,
  reader: { kind: 'changes', path: 'V1/customers/search', id: 'entity_id', idMember: 'id' },
  item: customer,
});

/*
 * Dictionaries: what numbers and codes in other records stand for.
 */

export const storeViews = defineConnector({
  name: 'store-views',
  label: 'Store views',
  resources: BUILT_IN_RESOURCES['store-views'],
  everyMinutes: DAY_MINUTES,
  reader: { kind: 'snapshot', path: 'V1/store/storeViews', key: idOf, orderedBy: 'id', paged: false },
  item: storeView,
});

export const websites = defineConnector({
  name: 'websites',
  label: 'Websites',
  resources: BUILT_IN_RESOURCES.websites,
  everyMinutes: DAY_MINUTES,
  reader: { kind: 'snapshot', path: 'V1/store/websites', key: idOf, orderedBy: 'id', paged: false },
  item: website,
});

export const customerGroups = defineConnector({
  name: 'customer-groups',
  label: 'Customer groups',
  resources: BUILT_IN_RESOURCES['customer-groups'],
  everyMinutes: DAY_MINUTES,
  reader: { kind: 'snapshot', path: 'V1/customerGroups/search', key: idOf, orderedBy: 'id' },
  item: customerGroup,
});

/** The attributes of products. `attribute_id` is a column of two joined tables, and so cannot be sorted by. */
export const attributes = defineConnector({
  name: 'attributes',
  label: 'Attributes of products',
  resources: BUILT_IN_RESOURCES.attributes,
  everyMinutes: DAY_MINUTES,
  reader: {
    kind: 'snapshot',
    path: 'V1/products/attributes',
    key: ({ attribute_code }) => String(attribute_code),
    orderedBy: 'attribute_code',
  },
  item: productAttribute,
});

export const taxClasses = defineConnector({
  name: 'tax-classes',
  label: 'Tax classes',
  resources: BUILT_IN_RESOURCES['tax-classes'],
  everyMinutes: DAY_MINUTES,
  reader: {
    kind: 'snapshot',
    path: 'V1/taxClasses/search',
    key: ({ class_id }) => String(class_id),
    orderedBy: 'class_id',
  },
  item: taxClass,
});

function idOf({ id }: { readonly id?: unknown }): string {
  return String(id);
}
