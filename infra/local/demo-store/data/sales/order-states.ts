import type { Quantity } from './document-records.ts';
import type { Order } from './order-record.ts';

/** What of each line was neither sent nor canceled. */
export function openQuantities({ items }: Order): Quantity[] {
  return items
    .map(({ item_id, qty_ordered, qty_shipped, qty_canceled }) => ({
      order_item_id: item_id,
      qty: qty_ordered - qty_shipped - qty_canceled,
    }))
    .filter(({ qty }) => qty > 0);
}

/** The order after a shipment: a new one is in processing then, a paid one that has all its goods is complete. */
export function shipped(order: Order, quantities: readonly Quantity[]): Order {
  const sent = new Map(quantities.map(({ order_item_id, qty }) => [order_item_id, qty]));
  const items = order.items.map((item) => ({
    ...item,
    qty_shipped: item.qty_shipped + (sent.get(item.item_id) ?? 0),
  }));
  const started = order.state === 'new' ? { state: 'processing', status: 'processing' } : {};
  return fulfilled({ ...order, ...started, items });
}

export function fulfilled(order: Order): Order {
  const complete = order.total_invoiced > 0 && openQuantities(order).length === 0;
  return complete ? { ...order, state: 'complete', status: 'complete' } : order;
}
