import { Table } from '../table.ts';
import { baseSku, PRODUCT_COUNT } from './product-record.ts';

/** What a source holds of a product. It has no id that REST knows, and no time. */
export type SourceItem = {
  readonly sku: string;
  readonly source_code: string;
  readonly quantity: number;
  readonly status: number;
};

/** One for each product, with the product's id as the row's. */
export function openSourceItems(now: () => Date): Table<SourceItem> {
  return new Table<SourceItem>({ now, make: baseSourceItem, count: PRODUCT_COUNT, idNames: [] });
}

function baseSourceItem(id: number): SourceItem {
  return { sku: baseSku(id), source_code: 'default', quantity: 20 + ((id * 37) % 200), status: 1 };
}
