import type { Change } from '../../../../functions/domain/sync/changes/change.ts';
import type { Random } from '../../sync/world/store-history.ts';
import { oneOf } from './faulty-store.ts';
import { POISON_ORDER, POISON_PRICE, POISON_SKU } from './magento-double.ts';

export const KINDS = ['stock', 'prices', 'products', 'shipments', 'order-comments', 'order-references'] as const;
export type Kind = (typeof KINDS)[number];

export const SKUS = ['ABC/10', 'a b', 'Ä-1', 'mb,1', 'x'] as const;
export const ORDERS = [1, 2, 3] as const;
const NEW_SKU = 'new-1';
export const UNKNOWN_SKU = 'nowhere';

/**
 * Mostly good ones, of few records, with SKUs in any case.
 *
 * @param versionsOf of the record that a change is of, oldest first: those that the vendor may have seen
 */
export function randomChanges(
  random: Random,
  kind: Kind,
  most: number,
  versionsOf: (change: Change['change']) => readonly string[],
): Change[] {
  return Array.from({ length: 1 + Math.floor(random() * most) }, (_, at): Change => {
    const change = random() < 0.06 ? { wrong: true } : goodChange(random, kind, at);
    const base = seenVersion(random, versionsOf(change));
    return { line: at + 1, id: `c${at}`, ...(base !== undefined && { base }), change };
  });
}

/** None, mostly the newest, an older one, or one that there never was. */
function seenVersion(random: Random, versions: readonly string[]): string | undefined {
  const share = random();
  if (share < 0.5) return undefined;
  if (share < 0.85) return versions.at(-1);
  return share < 0.97 ? versions[Math.floor(random() * versions.length)] : 'never-seen';
}

function goodChange(random: Random, kind: Kind, at: number): Record<string, unknown> {
  const anyCase = (sku: string) => oneOf(random, [sku, sku.toLowerCase(), sku.toUpperCase()]);
  const sku = anyCase(oneOf(random, SKUS));
  const isPoison = random() < 0.05;
  const order_id = isPoison ? POISON_ORDER : oneOf(random, ORDERS);
  const value = 20 + Math.floor(random() * 1_000);
  switch (kind) {
    case 'stock':
      return { sku: isPoison ? POISON_SKU : random() < 0.04 ? UNKNOWN_SKU : sku, quantity: value };
    case 'prices':
      return { sku, price: isPoison ? POISON_PRICE : value };
    case 'products': {
      const name = oneOf(random, ['price', 'weight', 'name']);
      const member = { [name]: name === 'name' ? `name ${value}` : value };
      const wanted = random() < 0.15 ? NEW_SKU : sku;
      return { sku: wanted, product: isPoison ? { ...member, price: POISON_PRICE } : member };
    }
    case 'shipments':
      return { order_id };
    case 'order-comments':
      // The same text again and again, and customers see some of them.
      return { order_id, comment: `on its way ${at % 2}`, is_visible_on_front: random() < 0.4 };
    case 'order-references':
      return { order_id, ext_order_id: `ERP-${value}` };
  }
}
