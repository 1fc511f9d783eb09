import { oneOf } from './faulty-store.ts';
import { POISON_PRICE } from './magento-double.ts';
import { ORDERS, SKUS } from './random-changes.ts';
import type { WritingHistory } from './writing-history.ts';

/** A merchant who works in the admin panel: on what the vendor writes, on the rest of the same records, and on others. */
export async function workInStore(history: WritingHistory): Promise<void> {
  const { clock, random, scenario } = history;
  for (let n = 0; n < scenario.edits; n += 1) {
    await clock.sleep(random() * 400);
    edit(history);
  }
}

/** What is edited: a member that the vendor writes, and one that it does not. */
const TABLES = {
  stock: ['stock', 'quantity', 'status'],
  prices: ['product', 'price', 'weight'],
  products: ['product', 'price', 'weight'],
  'order-references': ['order', 'ext_order_id', 'remark'],
} as const;

function edit({ random, kind, magento, vendor }: WritingHistory): void {
  const order = oneOf(random, ORDERS);
  if (kind === 'shipments' || kind === 'order-comments') {
    magento.make(kind, order);
    return;
  }
  const sku = oneOf(random, SKUS).toLowerCase();
  const value = 20 + Math.floor(random() * 1_000);
  const isSame = random() < 0.5;
  // At times just what the vendor wants.
  const { quantity, price, ext_order_id } = vendor.requests.at(-1)?.changes[0]?.change ?? {};
  const wanted = random() < 0.3 && price !== POISON_PRICE ? (quantity ?? price ?? ext_order_id) : undefined;
  const [table, main, other] = TABLES[kind];
  if (kind === 'products') magento.edit(table, sku, { [oneOf(random, ['price', 'weight', 'name'])]: value });
  else {
    const key = table === 'order' ? String(order) : sku;
    magento.edit(table, key, isSame ? { [main]: wanted ?? value } : { [other]: value % 2 });
  }
}
