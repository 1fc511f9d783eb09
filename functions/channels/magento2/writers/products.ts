import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import type { Found, StoreWriter } from '../../../domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import { defineWriter } from '../../define-writer.ts';
import { holds } from './holds.ts';
import { sku, skuKey, storeCode } from './items.ts';
import { recordsWith } from './read-lists.ts';

const customAttribute = z.strictObject({ attribute_code: z.string().check(z.minLength(1)), value: z.unknown() });

/** Members that are left out stay as they are in the store; a SKU that it does not have is made. */
const item = z
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
type ProductItem = z.output<typeof item>;

export const products = defineWriter({
  name: 'products',
  label: 'Products',
  resources: ['Magento_Catalog::products'],
  item,
  recordOf: ({ sku: code }) => skuKey(code),
  merge: (earlier, later) => (earlier.store_view === later.store_view ? merged(earlier, later) : undefined),
  readsBack: true,
  read: readProducts,
  async write(store, entries) {
    const [entry, another] = entries;
    if (another !== undefined) return { atMost: 1 };
    if (entry === undefined) return [];
    const { sku: code, store_view: storeView, product } = entry.item;
    const path = ['V1', 'products', code];
    const body = { product: { ...product, sku: code } };
    const answer = await store.send({ method: 'PUT', path, body, storeView });
    return [answer.status === 200 ? { is: 'done' } : { is: 'answered', answer }];
  },
});

/** Member by member: a later change that sets others loses none of the earlier one's. */
function merged(earlier: ProductItem, later: ProductItem): ProductItem {
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

async function readProducts(store: StoreWriter, items: readonly ProductItem[]): Promise<Found[]> {
  const values = items.map(({ sku: code }) => code);
  const records = await recordsWith(store, 'V1/products', { field: 'sku', values, sort: 'entity_id' });
  const known = new Map(records.map((record) => [skuKey(String(record['sku'])), record]));
  return items.map((wanted) => {
    const record = known.get(skuKey(wanted.sku));
    if (record === undefined) return { is: 'absent' };
    const version = { id: String(numberOf(record['id'])), version: recordVersion(JSON.stringify(record)) };
    // Lists are read for one store view, and others have values of their own.
    return { is: 'there', same: wanted.store_view === 'all' && has(record, wanted), record: version };
  });
}

function has(record: RawRecord, { product }: ProductItem): boolean {
  const { sku: _, custom_attributes = [], ...members } = product;
  const attributes = customAttributes.safeParse(record['custom_attributes']).data ?? [];
  const values = new Map(attributes.map(({ attribute_code, value }) => [attribute_code, value]));
  return (
    holds(record, members) &&
    custom_attributes.every(({ attribute_code, value }) => holds(values.get(attribute_code), value))
  );
}

const customAttributes = z.array(z.looseObject({ attribute_code: z.string(), value: z.unknown() }));
