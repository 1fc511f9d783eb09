import { STAMPS } from '../stamps.ts';
import { type Change, Table, type WriteOptions } from '../table.ts';
import { baseProduct, idOfBaseSku, PRODUCT_COUNT, type Product } from './product-record.ts';
import type { SourceItem } from './source-items.ts';

/** Stock and prices change without moving `updated_at` of their product. */
export class Products extends Table<Product> {
  readonly #sourceItems: Table<SourceItem>;

  constructor(now: () => Date, sourceItems: Table<SourceItem>) {
    super({ now, make: baseProduct, count: PRODUCT_COUNT, idNames: ['entity_id', 'id'], ...STAMPS });
    this.#sourceItems = sourceItems;
  }

  /** Its stock is none. */
  override insert(change: Change<Product>, write: WriteOptions = {}): number {
    const id = super.insert(change, write);
    const none = (made: SourceItem) => ({ sku: this.get(id)?.sku ?? made.sku, quantity: 0, status: 0 });
    this.#sourceItems.insert(none, write);
    return id;
  }

  /** By SKU, whatever its case; undefined if there is none now. */
  find(sku: string): Product | undefined {
    const id = idOfBaseSku(sku);
    const base = id === undefined ? undefined : this.get(id);
    if (base !== undefined && isSku(base.sku, sku)) return base;
    const row = this.rows().find(({ body }) => body !== undefined && isSku(body.sku, sku));
    return row && this.bodyOf(row);
  }

  /** Adds so many products and their stock, by default 50 a second from now on. Bodies are made when they are read. */
  addProducts(count: number, stamps: { from?: Date; perSecond?: number } = {}): void {
    this.addMany(count, stamps);
    this.#sourceItems.addMany(count);
  }

  /** As `POST V1/products/base-prices` does. */
  setPrice(sku: string, price: number, write: WriteOptions = {}): void {
    this.update(this.#idOf(sku), { price }, { ...write, updatedAt: 'unmoved' });
  }

  /** As `POST V1/inventory/source-items` does. */
  setStock(
    sku: string,
    quantity: number,
    { status = quantity > 0 ? 1 : 0, ...write }: WriteOptions & { readonly status?: number | undefined } = {},
  ): void {
    const id = this.#stockId(sku);
    if (id === undefined) throw new Error(`no stock of ${sku}`);
    this.#sourceItems.update(id, { quantity, status }, write);
  }

  /** As the endpoints of special and tier prices do. */
  setPrices(sku: string, change: Change<Product>, write: WriteOptions = {}): void {
    this.update(this.#idOf(sku), change, { ...write, updatedAt: 'unmoved' });
  }

  /** Whether what there is of it can be bought; undefined for an unknown SKU. */
  isInStock(sku: string): boolean | undefined {
    const id = this.#stockId(sku);
    return id === undefined ? undefined : this.#sourceItems.get(id)?.status === 1;
  }

  /** What the source holds, which orders do not lower; undefined for an unknown SKU. That of a deleted product stays. */
  stockOf(sku: string): number | undefined {
    const id = this.#stockId(sku);
    return id === undefined ? undefined : this.#sourceItems.get(id)?.quantity;
  }

  /** The row of the stock has the product's id. */
  #stockId(sku: string): number | undefined {
    const id = this.find(sku)?.id ?? idOfBaseSku(sku);
    return id === undefined || this.#sourceItems.get(id) === undefined ? undefined : id;
  }

  #idOf(sku: string): number {
    const product = this.find(sku);
    if (product === undefined) throw new Error(`no product ${sku}`);
    return product.id;
  }
}

function isSku(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
