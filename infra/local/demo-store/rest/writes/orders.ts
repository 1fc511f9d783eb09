import * as z from 'zod';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import { DocumentRefused } from '../../data/sales/documents.ts';
import type { Order } from '../../data/sales/order-record.ts';
import type { Call } from '../route.ts';
import { oneRow, unknownEntity, withBody } from '../route.ts';

const flag = z.union([z.number(), z.boolean()]).optional();
const comment = z.object({
  statusHistory: z.object({
    comment: z.string(),
    status: z.string().optional(),
    is_visible_on_front: flag,
    is_customer_notified: flag,
  }),
});

const shipment = z.object({
  items: z.array(z.object({ order_item_id: z.number(), qty: z.number() })).optional(),
  tracks: z.array(z.object({ track_number: z.string(), title: z.string(), carrier_code: z.string() })).optional(),
  comment: z.object({ comment: z.string(), is_visible_on_front: flag }).optional(),
});

const saved = z.object({
  entity: z.object({
    entity_id: z.number().optional(),
    ext_order_id: z.string().optional(),
    customer_id: z.number().optional(),
    grand_total: z.number().optional(),
  }),
});

/** `POST V1/orders/:id/comments`. */
export function addComment(call: Call): Answer {
  return withOrder(call, ({ entity_id: id }) =>
    withBody(
      comment,
      call.body,
      'statusHistory',
      ({ statusHistory: { comment: text, status, is_visible_on_front, is_customer_notified } }) => {
        const flags = { isVisible: Boolean(is_visible_on_front), isNotified: Boolean(is_customer_notified) };
        call.data.orders.comment(id, text, { ...flags, ...(status !== undefined && { status }) });
        return json(200, true);
      },
    ),
  );
}

/** `GET V1/orders/:id/comments`: the newest first. */
export function readComments(call: Call): Answer {
  return withOrder(call, ({ status_histories: items }) => json(200, { items, total_count: items.length }));
}

/** `POST V1/order/:id/invoice`: the whole order, whatever lines are named. The new id comes as text. */
export function createInvoice(call: Call): Answer {
  return withOrder(call, ({ entity_id: id }) => documentAnswer(() => call.data.orders.invoice(id)));
}

/** `POST V1/order/:id/ship`. */
export function createShipment(call: Call): Answer {
  return withOrder(call, ({ entity_id: id }) =>
    withBody(shipment, call.body, 'items', ({ items, tracks = [], comment: said }) =>
      documentAnswer(() =>
        call.data.orders.ship(id, { ...(items !== undefined && { items }), tracks, comment: said?.comment }),
      ),
    ),
  );
}

/** `POST V1/orders/:id/cancel`: false the second time. */
export function cancelOrder(call: Call): Answer {
  return withOrder(call, ({ entity_id: id }) => json(200, call.data.orders.cancel(id)));
}

/** `POST V1/orders/:id/hold`. */
export function hold(call: Call): Answer {
  return withOrder(call, ({ entity_id: id }) => {
    call.data.orders.hold(id);
    return json(200, true);
  });
}

/** `POST V1/orders/:id/unhold`. */
export function unhold(call: Call): Answer {
  return withOrder(call, ({ entity_id: id }) => {
    call.data.orders.unhold(id);
    return json(200, true);
  });
}

/** `POST V1/orders`: with an id, keeps the rest of that order; without one, places an order of the demo's own goods. */
export function saveOrder({ data: { orders }, body }: Call): Answer {
  return withBody(saved, body, 'entity', ({ entity: { entity_id: id, ext_order_id, customer_id, grand_total } }) => {
    if (id === undefined) return oneRow(orders, orders.place({ customer: customer_id ?? 1, total: grand_total ?? 42 }));
    if (orders.get(id) === undefined) return unknownEntity();
    orders.update(id, ext_order_id === undefined ? {} : { ext_order_id });
    return oneRow(orders, id);
  });
}

function withOrder({ data, path: [, id] }: Call, then: (order: Order) => Answer): Answer {
  const order = data.orders.get(Number(id));
  return order === undefined ? unknownEntity() : then(order);
}

function documentAnswer(create: () => number): Answer {
  try {
    return json(200, String(create()));
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    return json(400, { message: error.message });
  }
}
