import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import { BUILT_IN_WRITERS } from '../../../domain/sync/built-in-writers.ts';
import type { WrittenVersion } from '../../../domain/sync/changes/change-batch.ts';
import type { Entry, Found, StoreWriter, Written } from '../../../domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import { defineWriter } from '../../define-writer.ts';
import { skuKey } from './items.ts';
import { isOldStock, readOldStock, writeOldStock } from './old-stock.ts';
import { recordsWith } from './read-lists.ts';
import { type StockItem, statusOf, stockItem } from './stock-item.ts';

const SOURCE_ITEMS = 'V1/inventory/source-items';
/** So many take a slow store some seconds. */
const LIST_SIZE = 300;

export const stock = defineWriter({
  name: 'stock',
  ...BUILT_IN_WRITERS.stock,
  item: stockItem,
  recordOf: ({ sku: code, source_code }) => keyOf(code, source_code),
  listSize: LIST_SIZE,
  merge: (_, later) => later,
  async read(store, items) {
    try {
      return await readSourceItems(store, items);
    } catch (error) {
      if (isOldStock(error)) return readOldStock(store, items);
      throw error;
    }
  },
  write: (store, entries) =>
    entries.some(({ found }) => found?.is === 'there' && found.raw === 'old')
      ? writeOldStock(store, entries)
      : writeSourceItems(store, entries),
});

const keyOf = (code: string, source: string): string => JSON.stringify([skuKey(code), source.toLowerCase()]);

async function readSourceItems(store: StoreWriter, items: readonly StockItem[]): Promise<Found[]> {
  const sources = [...new Set(items.map(({ source_code }) => source_code))];
  const more = [[{ field: 'source_code', condition: 'in', value: sources.join(',') } as const]];
  const values = items.map(({ sku: code }) => code);
  const rows = await recordsWith(store, SOURCE_ITEMS, { field: 'sku', values, sort: 'sku', more });
  const known = new Map(rows.map((row) => [keyOf(String(row['sku']), String(row['source_code'])), row]));
  const unknown = items.filter(({ sku: code, source_code }) => !known.has(keyOf(code, source_code)));
  const products = unknown.length === 0 ? [] : await skusOf(store, unknown);
  return items.map((wanted) => {
    const row = known.get(keyOf(wanted.sku, wanted.source_code));
    if (row !== undefined) return there(row, wanted);
    // Magento takes stock of products that it does not have, and keeps it for nothing.
    const code = products?.find((one) => skuKey(one) === skuKey(wanted.sku));
    if (products !== undefined && code === undefined) return { is: 'refused', code: 'record_missing' };
    return { is: 'there', same: false, raw: { sku: code ?? wanted.sku, source_code: wanted.source_code } };
  });
}

function there(row: RawRecord, wanted: StockItem): Found {
  const same = numberOf(row['quantity']) === wanted.quantity && numberOf(row['status']) === statusOf(wanted);
  return { is: 'there', same, record: versionOf(row), raw: row };
}

/** As the connector of stock reads it. */
function versionOf(row: RawRecord): WrittenVersion {
  return { id: JSON.stringify([row['sku'], row['source_code']]), version: recordVersion(JSON.stringify(row)) };
}

/** The products that there are, by their own spelling; undefined for an integration that may not read them. */
async function skusOf(store: StoreWriter, items: readonly StockItem[]): Promise<readonly string[] | undefined> {
  const values = items.map(({ sku: code }) => code);
  try {
    const path = 'V1/products?fields=items[sku],search_criteria[page_size],total_count';
    const rows = await recordsWith(store, path, { field: 'sku', values, sort: 'entity_id' });
    return rows.map((row) => String(row['sku']));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'permission_missing') return undefined;
    throw error;
  }
}

const row = z.object({ sku: z.string(), source_code: z.string() });

async function writeSourceItems(store: StoreWriter, entries: readonly Entry<StockItem>[]): Promise<Written> {
  const rows = entries.map(({ item: wanted, found }) => {
    const known = found?.is === 'there' ? row.safeParse(found.raw).data : undefined;
    const { sku: code, source_code } = known ?? wanted;
    return { sku: code, source_code, quantity: wanted.quantity, status: statusOf(wanted) };
  });
  const answer = await store.send({ method: 'POST', path: SOURCE_ITEMS.split('/'), body: { sourceItems: rows } });
  if (answer.status !== 200) return { refused: answer };
  return rows.map((written, at) => {
    const found = entries[at]?.found;
    // Members that a module has added stay as they are.
    const before = found?.is === 'there' && typeof found.raw === 'object' ? found.raw : {};
    return { is: 'done', record: versionOf({ ...before, ...written }) };
  });
}
