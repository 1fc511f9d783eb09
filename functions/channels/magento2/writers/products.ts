import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { BUILT_IN_WRITERS } from '../../../domain/sync/built-in-writers.ts';
import type { Found, StoreWriter } from '../../../domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import { defineWriter } from '../../define-writer.ts';
import { holds } from './holds.ts';
import { skuKey } from './items.ts';
import { mergedProducts, type ProductItem, productBulk, productItem } from './product-item.ts';
import { recordsWith } from './read-lists.ts';

export const products = defineWriter({
  name: 'products',
  ...BUILT_IN_WRITERS.products,
  item: productItem,
  recordOf: ({ sku: code }) => skuKey(code),
  merge: (earlier, later) => (earlier.store_view === later.store_view ? mergedProducts(earlier, later) : undefined),
  readsBack: true,
  read: readProducts,
  bulk: productBulk,
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

async function readProducts(store: StoreWriter, items: readonly ProductItem[]): Promise<Found[]> {
  const values = items.map(({ sku: code }) => code);
  const records = await recordsWith(store, 'V1/products', { field: 'sku', values, sort: 'entity_id' });
  const known = new Map(records.map((record) => [skuKey(String(record['sku'])), record]));
  return items.map((wanted) => {
    const record = known.get(skuKey(wanted.sku));
    if (record === undefined) return { is: 'absent' };
    const version = { id: String(numberOf(record['id'])), version: recordVersion(JSON.stringify(record)) };
    // Lists are read for one store view, and others have values of their own.
    return { is: 'there', same: wanted.store_view === 'all' ? has(record, wanted) : undefined, record: version };
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
