import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { BUILT_IN_WRITERS } from '../../../domain/sync/built-in-writers.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import { defineWriter } from '../../define-writer.ts';
import { entityId } from './items.ts';
import { recordsWith } from './read-lists.ts';

/** Magento's column has 32 characters. */
const REFERENCE_CHARACTERS = 32;

const item = z.strictObject({
  order_id: entityId,
  /** What the vendor's system calls the order. */
  ext_order_id: z.string().check(z.minLength(1), z.maxLength(REFERENCE_CHARACTERS)),
});

/** `POST V1/orders` with these two keeps the rest of the order; without one of the id, it would make an order. */
export const orderReferences = defineWriter({
  name: 'order-references',
  ...BUILT_IN_WRITERS['order-references'],
  item,
  recordOf: ({ order_id }) => String(order_id),
  versionsOf: 'orders',
  readsBack: true,
  merge: (_, later) => later,
  async read(store, items) {
    const values = items.map(({ order_id }) => order_id);
    const records = await recordsWith(store, 'V1/orders', { field: 'entity_id', values, sort: 'entity_id' });
    const known = new Map(records.map((record) => [numberOf(record['entity_id']), record]));
    return items.map(({ order_id, ext_order_id }) => {
      const record = known.get(order_id);
      if (record === undefined) return { is: 'refused', code: 'record_missing' };
      const version = { id: String(order_id), version: recordVersion(JSON.stringify(record)) };
      return { is: 'there', same: record['ext_order_id'] === ext_order_id, record: version };
    });
  },
  async write(store, entries) {
    const [entry, another] = entries;
    if (another !== undefined) return { atMost: 1 };
    if (entry === undefined) return [];
    const { order_id: entity_id, ext_order_id } = entry.item;
    const answer = await store.send({
      method: 'POST',
      path: ['V1', 'orders'],
      body: { entity: { entity_id, ext_order_id } },
    });
    return [answer.status === 200 ? { is: 'done' } : { is: 'answered', answer }];
  },
});
