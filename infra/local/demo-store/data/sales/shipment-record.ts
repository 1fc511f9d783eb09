import type { Quantity } from './document-records.ts';
import { invoicedOrder } from './document-records.ts';
import type { Order } from './order-record.ts';

/** What a carrier gives. */
export type NewTrack = { readonly track_number: string; readonly title?: string; readonly carrier_code?: string };

export type Track = ReturnType<typeof newTrack>;
export type Shipment = ReturnType<typeof newShipment>;

/** A quarter of the paid orders have sent one piece of their second line. */
export function baseShipment(id: number): Shipment {
  const order = invoicedOrder(id * 4);
  const [, second] = order.items;
  const quantities = second === undefined ? [] : [{ order_item_id: second.item_id, qty: 1 }];
  const shipment = newShipment(id, order, order.updated_at, quantities);
  const track = newTrack(shipment, id, { track_number: `00340${String(id).padStart(15, '0')}` }, order.updated_at);
  return { ...shipment, tracks: [track] };
}

export function newShipment(id: number, order: Order, at: string, quantities: readonly Quantity[]) {
  const items = quantities.map(({ order_item_id, qty }, index) => {
    const item = order.items.find(({ item_id }) => item_id === order_item_id);
    const { name = '', sku = '', price = 0, product_id = 0 } = item ?? {};
    return { entity_id: id * 10 + index, name, order_item_id, parent_id: id, price, product_id, qty, sku, weight: 1 };
  });
  const tracks: Track[] = [];
  const comments: { comment: string; created_at: string; entity_id: number }[] = [];
  return {
    billing_address_id: order.billing_address_id,
    comments,
    created_at: at,
    customer_id: order.customer_id,
    entity_id: id,
    increment_id: String(id).padStart(9, '0'),
    items,
    order_id: order.entity_id,
    packages: [],
    shipping_address_id: order.billing_address_id - 1,
    store_id: order.store_id,
    total_qty: items.reduce((sum, { qty }) => sum + qty, 0),
    tracks,
    updated_at: at,
    extension_attributes: { source_code: 'default' },
  };
}

/** It has times of its own: those of its shipment stay. */
export function newTrack(
  { entity_id, order_id }: { readonly entity_id: number; readonly order_id: number },
  id: number,
  { track_number, title = 'DHL', carrier_code = 'dhl' }: NewTrack,
  at: string,
) {
  return {
    carrier_code,
    created_at: at,
    description: null,
    entity_id: id,
    order_id,
    parent_id: entity_id,
    qty: null,
    title,
    track_number,
    updated_at: at,
    weight: null,
  };
}
