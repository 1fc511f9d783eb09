import type { StoreAnswer, StoreCall } from '../../../../functions/domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../../functions/domain/sync/connector.ts';
import type { SearchCriteria } from '../../../../functions/domain/sync/search-criteria.ts';
import { type Author, RecordLog } from './record-log.ts';
import { rowsWith } from './search-rows.ts';

type Members = Record<string, unknown>;

export const POISON_SKU = 'poison';
export const POISON_PRICE = 13;
export const POISON_ORDER = 13;
/** What a merchant writes. */
export const BY_HAND = 'by hand';

/** Members that writers of one value write. */
const MAIN: ReadonlySet<string> = new Set(['quantity', 'price', 'ext_order_id']);

const ok = (json: unknown): StoreAnswer => ({ status: 200, json });
const refused = (message: string, parameters?: unknown): StoreAnswer => ({
  status: 400,
  json: { message, parameters, trace: '#0 secret' },
});

/** As much of Magento as writers meet: its tables, and the endpoints that change them. */
export class MagentoDouble {
  readonly products = new Map<string, Members>();
  readonly stock = new Map<string, Members>();
  readonly orders = new Map<number, Members & { readonly comments: Members[] }>();
  readonly shipments: { readonly entity_id: number; readonly order_id: number; readonly comments: Members[] }[] = [];
  readonly log: RecordLog;
  calls = 0;
  #lastId = 1_000;

  /** @param now in seconds */
  constructor(now: () => number = () => 0) {
    this.log = new RecordLog(now);
  }

  addProduct(sku: string, by: Author = 'merchant'): void {
    this.#lastId += 1;
    const key = sku.toLowerCase();
    this.products.set(key, { id: this.#lastId, sku, name: sku, price: 1, weight: 1 });
    this.stock.set(key, { sku, source_code: 'default', quantity: 1, status: 1 });
    this.#save('product', key, by);
    this.#save('stock', key, by);
  }

  addOrder(id: number): void {
    this.orders.set(id, { entity_id: id, ext_order_id: null, comments: [] });
    this.#save('order', id, 'merchant');
  }

  /** What a merchant does in the admin panel: members of one record. */
  edit(table: 'stock' | 'product' | 'order', key: string, members: Members): void {
    Object.assign(this.#row(table, key) ?? {}, members);
    for (const [name, value] of Object.entries(members)) {
      this.log.set(`${key} ${name}`, value, 'merchant');
      if (MAIN.has(name)) this.log.set(key, value, 'merchant');
    }
    this.#save(table, key, 'merchant');
  }

  /** A shipment that a merchant makes, or a comment. */
  make(kind: 'shipments' | 'order-comments', order: number): void {
    const comment = { comment: BY_HAND };
    if (kind === 'order-comments') this.#comment(order, comment);
    else this.#ship(order, comment);
  }

  #row(table: string, key: string | number): Members | undefined {
    return table === 'order'
      ? this.orders.get(Number(key))
      : (table === 'stock' ? this.stock : this.products).get(String(key));
  }

  #save(table: string, key: string | number, by: Author): void {
    this.log.save(`${table} ${key}`, this.#row(table, key), by);
  }

  list(path: string, { filterGroups }: SearchCriteria): RawRecord[] {
    const [below] = path.split('?');
    const rows: Iterable<RawRecord> =
      below === 'V1/products'
        ? this.products.values()
        : below === 'V1/orders'
          ? this.orders.values()
          : below === 'V1/shipments'
            ? this.shipments
            : this.stock.values();
    const found = rowsWith(rows, filterGroups);
    const table = below === 'V1/products' ? 'product' : below === 'V1/orders' ? 'order' : 'stock';
    for (const { sku, entity_id } of found) this.log.read(`${table} ${String(sku ?? entity_id).toLowerCase()}`);
    return found;
  }

  all(path: string): RawRecord[] {
    const [, , id] = path.split('/');
    return this.orders.get(Number(id))?.comments ?? [];
  }

  send({ path, body }: StoreCall, by: Author = 'merchant'): StoreAnswer {
    this.calls += 1;
    const [, kind, id = '', action] = path;
    const given = Object(body);
    if (kind === 'inventory') return this.#saveStock(given.sourceItems, by);
    if (kind === 'products' && id === 'base-prices') return this.#savePrices(given.prices, by);
    if (kind === 'products' && id === 'base-prices-information') return ok(this.#pricesOf(given.skus));
    if (kind === 'products') return this.#saveProduct(id, given.product, by);
    if (kind === 'order') return this.#ship(Number(id), given.comment);
    if (action === 'comments') return this.#comment(Number(id), given.statusHistory);
    return this.#refer(given.entity, by);
  }

  #saveStock(rows: readonly Members[], by: Author): StoreAnswer {
    if (rows.some(({ sku }) => sku === POISON_SKU)) return refused('Validation Failed');
    for (const row of rows) {
      const key = String(row['sku']).toLowerCase();
      this.stock.set(key, { ...this.stock.get(key), ...row });
      this.log.set(key, row['quantity'], by);
      this.#save('stock', key, by);
    }
    return ok([]);
  }

  /** Good rows are written, whatever is wrong with others. */
  #savePrices(rows: readonly Members[], by: Author): StoreAnswer {
    const problems: unknown[] = [];
    for (const { sku, price, store_id } of rows) {
      const key = String(sku).toLowerCase();
      if (price === POISON_PRICE) {
        const message = 'Invalid attribute %fieldName = %fieldValue. Row ID: SKU = %SKU, Store ID: %storeId.';
        problems.push({ message, parameters: ['price', price, sku, store_id] });
        continue;
      }
      this.products.set(key, { ...this.products.get(key), price });
      this.log.set(key, price, by);
      this.#save('product', key, by);
    }
    return ok(problems);
  }

  #pricesOf(skus: readonly string[]): unknown {
    return skus.flatMap((sku) => {
      const product = this.products.get(sku.toLowerCase());
      return product === undefined ? [] : [{ sku: product['sku'], price: product['price'], store_id: 0 }];
    });
  }

  #saveProduct(sku: string, product: Members, by: Author): StoreAnswer {
    const key = sku.toLowerCase();
    if (product['price'] === POISON_PRICE) return refused('The value of %1 is wrong.', ['price']);
    if (!this.products.has(key)) this.addProduct(sku, by);
    const { sku: _, ...members } = product;
    this.products.set(key, { ...this.products.get(key), ...members });
    for (const [name, value] of Object.entries(members)) this.log.set(`${key} ${name}`, value, by);
    this.#save('product', key, by);
    return ok(this.products.get(key));
  }

  #ship(order: number, comment: Members): StoreAnswer {
    if (order === POISON_ORDER) return refused('The order does not allow a shipment to be created.');
    this.shipments.push({ entity_id: this.shipments.length + 1, order_id: order, comments: [comment] });
    return ok(String(this.shipments.length));
  }

  #comment(order: number, comment: Members): StoreAnswer {
    if (order === POISON_ORDER) return refused('No such status.');
    this.orders.get(order)?.comments.push(comment);
    return ok(true);
  }

  #refer({ entity_id, ext_order_id }: Members, by: Author): StoreAnswer {
    const order = this.orders.get(Number(entity_id));
    if (Number(entity_id) === POISON_ORDER || order === undefined) return refused('It is closed.');
    Object.assign(order, { ext_order_id });
    this.log.set(String(entity_id), ext_order_id, by);
    this.#save('order', Number(entity_id), by);
    return ok(order);
  }
}
