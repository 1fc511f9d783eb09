import * as z from 'zod/mini';
import type { ValueWriter } from '../../../domain/sync/changes/writer.ts';
import { sku, skuKey, storeCode } from './items.ts';

const customAttribute = z.strictObject({ attribute_code: z.string().check(z.minLength(1)), value: z.unknown() });

/** Members that are left out stay as they are in the store; a SKU that it does not have is made. */
export const productItem = z
  .strictObject({
    sku,
    /** Values of this store view alone; for all unless given. */
    store_view: z._default(storeCode, 'all'),
    /** As `PUT V1/products/{sku}` takes it. */
    product: z.looseObject({
      sku: z.optional(z.string()),
      custom_attributes: z.optional(z.array(customAttribute)),
      extension_attributes: z.optional(z.looseObject({})),
    }),
  })
  .check(
    // Magento ignores the one in the body.
    z.refine(({ sku: code, product }) => product.sku === undefined || skuKey(product.sku) === skuKey(code), {
      path: ['product', 'sku'],
      message: 'must be the same as "sku"',
    }),
  );
export type ProductItem = z.output<typeof productItem>;

/** Member by member: a later change that sets others loses none of the earlier one's. */
export function mergedProducts(earlier: ProductItem, later: ProductItem): ProductItem {
  const attributes = [...(earlier.product.custom_attributes ?? []), ...(later.product.custom_attributes ?? [])];
  const newest = [...new Map(attributes.map((one) => [one.attribute_code, one])).values()];
  const extension = { ...earlier.product.extension_attributes, ...later.product.extension_attributes };
  const product = {
    ...earlier.product,
    ...later.product,
    ...(newest.length > 0 && { custom_attributes: newest }),
    ...(Object.keys(extension).length > 0 && { extension_attributes: extension }),
  };
  return { ...later, product };
}

/** Other writers write these, and a late bulk would undo what they have written since. */
const OTHERS: ReadonlySet<string> = new Set(['price', 'tier_prices', 'extension_attributes']);
const OTHERS_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['price', 'tier_price', 'special_price', 'special_from_date', 'special_to_date'],
  'quantity_and_stock_status',
]);

/** `PUT async/bulk/V1/products/bySku`: values for all store views, since lists are read for one. */
export const productBulk: NonNullable<ValueWriter<ProductItem>['bulk']> = {
  suits: ({ store_view, product: { custom_attributes = [], ...members } }) =>
    store_view === 'all' &&
    !Object.entries(members).some(([name, value]) => OTHERS.has(name) && value !== undefined) &&
    !custom_attributes.some(({ attribute_code }) => OTHERS_ATTRIBUTES.has(attribute_code)),
  call: (items) => ({
    method: 'PUT',
    path: ['async', 'bulk', 'V1', 'products', 'bySku'],
    body: items.map(({ sku, product }) => ({ sku, product: { ...product, sku } })),
    storeView: 'all',
  }),
  lastWord: (word, later) => (later.store_view === 'all' ? within(word, mergedProducts(word, later)) : word),
};

/** Of what the bulk writes: a record keeps all else. */
function within(word: ProductItem, { product }: ProductItem): ProductItem {
  const members = Object.entries(product).filter(([name]) => name in word.product);
  const codes = new Set(word.product.custom_attributes?.map(({ attribute_code }) => attribute_code));
  const custom_attributes = product.custom_attributes?.filter(({ attribute_code }) => codes.has(attribute_code));
  return {
    ...word,
    product: { ...Object.fromEntries(members), ...(word.product.custom_attributes && { custom_attributes }) },
  };
}
