import * as z from 'zod/mini';
import { defineWriter } from '../../../functions/channels/define-connector.ts';

const CANCELED = 'canceled';

/** Cancels orders, as a vendor's own writer does it: Magento answers 200 and `false` where it cancels nothing. */
export default defineWriter({
  name: 'cancellations',
  label: 'Cancellations of orders',
  resources: ['Magento_Sales::cancel', 'Magento_Sales::actions_view'],
  item: z.strictObject({ order_id: z.int() }),
  recordOf: ({ order_id }) => String(order_id),
  merge: (_, later) => later,
  async read(store, items) {
    const values = items.map(({ order_id }) => order_id).join(',');
    const { items: orders } = await store.list('V1/orders', {
      filterGroups: [[{ field: 'entity_id', condition: 'in', value: values }]],
      sortOrders: [{ field: 'entity_id', direction: 'ASC' }],
      ...{ pageSize: items.length, currentPage: 1 },
    });
    return items.map(({ order_id }) => {
      const order = orders.find(({ entity_id }) => Number(entity_id) === order_id);
      if (order === undefined) return { is: 'refused', code: 'record_missing' };
      return { is: 'there', same: order['state'] === CANCELED };
    });
  },
  async write(store, [entry]) {
    if (entry === undefined) return [];
    const path = ['V1', 'orders', String(entry.item.order_id), 'cancel'];
    const answer = await store.send({ method: 'POST', path });
    if (answer.status !== 200) return { refused: answer };
    if (answer.json === true) return [{ is: 'done' }];
    return [{ is: 'refused', code: 'change_refused', message: 'Magento does not cancel this order.' }];
  },
});
