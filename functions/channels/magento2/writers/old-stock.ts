import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type {
  Entry,
  Found,
  StoreAnswer,
  StoreCall,
  StoreWriter,
  Written,
} from '../../../domain/sync/changes/writer.ts';
import { type StockItem, statusOf } from './stock-item.ts';

/*
 * Stores without the modules of Multi Source Inventory, such as those before 2.3: one stock, one product a call.
 */

const stockItem = z.object({ qty: z.unknown(), is_in_stock: z.optional(z.unknown()) });
/** Another one than sources have, which such a store does not know. */
const RESOURCE = 'Magento_CatalogInventory::cataloginventory';
/** Magento looks at the SKU alone. */
const ANY_ITEM = '1';

/** Whether the store does not know the list of source items. */
export function isOldStock(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'list_expected' && error.facts['status'] === 404;
}

export async function readOldStock(store: StoreWriter, items: readonly StockItem[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const item of items) found.push(await readOne(store, item));
  return found;
}

async function readOne(store: StoreWriter, item: StockItem): Promise<Found> {
  if (item.source_code !== 'default') {
    return { is: 'refused', code: 'change_refused', message: 'The store has no sources of stock besides "default".' };
  }
  const { status, json } = await send(store, { method: 'GET', path: ['V1', 'stockItems', item.sku] });
  if (status === 404) return { is: 'refused', code: 'record_missing' };
  const known = status === 200 ? stockItem.safeParse(json).data : undefined;
  const same = numberOf(known?.qty) === item.quantity && known?.is_in_stock === (statusOf(item) === 1);
  return { is: 'there', same, raw: 'old' };
}

export async function writeOldStock(store: StoreWriter, entries: readonly Entry<StockItem>[]): Promise<Written> {
  const [entry, another] = entries;
  if (another !== undefined) return { atMost: 1 };
  if (entry === undefined) return [];
  const { sku, quantity } = entry.item;
  const path = ['V1', 'products', sku, 'stockItems', ANY_ITEM];
  const body = { stockItem: { qty: quantity, is_in_stock: statusOf(entry.item) === 1 } };
  const answer = await send(store, { method: 'PUT', path, body });
  return answer.status === 200 ? [{ is: 'done' }] : { refused: answer };
}

/** @throws Refusal `permission_missing` that names the resource, also where the store does not */
async function send(store: StoreWriter, call: StoreCall): Promise<StoreAnswer> {
  try {
    const answer = await store.send(call);
    if (answer.status === 403) throw new Refusal('permission_missing', { status: 403 });
    return answer;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'permission_missing') throw error;
    throw new Refusal('permission_missing', { resources: RESOURCE, ...error.facts }, error);
  }
}
