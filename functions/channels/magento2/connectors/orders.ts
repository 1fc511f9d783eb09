import { BUILT_IN_RESOURCES } from '../../../domain/sync/built-in-connectors.ts';
import { defineConnector } from '../../define-connector.ts';
import { order } from '../records/order.ts';

/** States that an order does not leave. */
const FINAL = 'closed,complete,canceled';

/** A comment, and a partial shipment of an order that is being processed, do not move `updated_at`: hence `reread`. */
export const orders = defineConnector({
  name: 'orders',
  label: 'Orders',
  resources: BUILT_IN_RESOURCES.orders,
  everyMinutes: 5,
  reader: {
    kind: 'changes',
    path: 'V1/orders',
    reread: [[{ field: 'state', condition: 'nin', value: FINAL }]],
  },
  item: order,
});
