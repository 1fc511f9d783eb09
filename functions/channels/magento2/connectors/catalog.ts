import { BUILT_IN_RESOURCES } from '../../../domain/sync/built-in-connectors.ts';
import { defineConnector } from '../../define-connector.ts';
import { category, product, productPrice, sourceItem } from '../records/catalog.ts';

/** In filters and sorts the id has its column's name. */
const ID = { id: 'entity_id', idMember: 'id' } as const;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

export const products = defineConnector({
  name: 'products',
  label: 'Products',
  resources: BUILT_IN_RESOURCES.products,
  everyMinutes: 15,
  reader: { kind: 'changes', path: 'V1/products', ...ID },
  item: product,
});

export const categories = defineConnector({
  name: 'categories',
  label: 'Categories',
  resources: BUILT_IN_RESOURCES.categories,
  everyMinutes: HOUR_MINUTES,
  reader: { kind: 'changes', path: 'V1/categories/list', ...ID },
  item: category,
});

/** Source items have neither an id nor a time; a product has one for each source. */
export const stock = defineConnector({
  name: 'stock',
  label: 'Stock by source',
  resources: BUILT_IN_RESOURCES.stock,
  everyMinutes: HOUR_MINUTES,
  reader: {
    kind: 'snapshot',
    path: 'V1/inventory/source-items',
    key: ({ sku, source_code }) => JSON.stringify([sku, source_code]),
    orderedBy: 'sku',
  },
  item: sourceItem,
});

const PRICE_CODES: readonly string[] = ['special_price', 'special_from_date', 'special_to_date', 'cost', 'msrp'];
/** Prices as the connector reads them. */
export const PRICE_PATH =
  'V1/products?fields=items[id,sku,price,tier_prices,custom_attributes],search_criteria[page_size],total_count';

/** Prices that are set through `V1/products/base-prices` and its like do not move `updated_at` of a product. */
export const prices = defineConnector({
  name: 'prices',
  label: 'Prices',
  resources: BUILT_IN_RESOURCES.prices,
  everyMinutes: DAY_MINUTES,
  reader: {
    kind: 'snapshot',
    path: PRICE_PATH,
    key: ({ id }) => String(id),
    orderedBy: 'sku',
  },
  item: productPrice,
  processor: ({ custom_attributes, ...price }) => ({
    ...price,
    custom_attributes: custom_attributes?.filter(({ attribute_code }) => PRICE_CODES.includes(attribute_code)),
  }),
});
