import { STORE_IDS } from '../stores.ts';

/** A row of a list of prices. */
export type PriceRow = { readonly sku: string; readonly store_id?: number | undefined };

/** What Magento says of a row that it cannot write; parameters stand in the order of the placeholders. */
export function badRow({ sku, store_id = 0 }: PriceRow, isProduct: boolean, isKnownStore: boolean) {
  const row = 'Row ID: SKU = %SKU, Store ID: %storeId.';
  if (!isProduct) return { message: `Requested product doesn't exist. ${row}`, parameters: [sku, store_id] };
  if (!isKnownStore) return { message: `Requested store is not found. ${row}`, parameters: [sku, store_id] };
  return undefined;
}

export const isStore = (id: number): boolean => STORE_IDS.includes(id);
