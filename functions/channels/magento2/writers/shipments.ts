import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { BUILT_IN_WRITERS } from '../../../domain/sync/built-in-writers.ts';
import type { StoreWriter } from '../../../domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { defineWriter } from '../../define-writer.ts';
import { entityId } from './items.ts';
import { recordsWith } from './read-lists.ts';

const TEXT_CHARACTERS = 255;
const text = z.string().check(z.minLength(1), z.maxLength(TEXT_CHARACTERS));

const item = z.strictObject({
  order_id: entityId,
  /** All that is left of the order unless given. */
  items: z.optional(
    z.array(z.strictObject({ order_item_id: entityId, qty: z.number().check(z.positive()) })).check(z.minLength(1)),
  ),
  tracks: z.optional(z.array(z.strictObject({ track_number: text, title: text, carrier_code: text }))),
  /** Whether Magento writes to the customer. */
  notify: z._default(z.boolean(), false),
  /** The source that the goods are taken from. */
  source_code: z.optional(text),
});

const comments = z.array(z.looseObject({ comment: z.nullish(z.string()) }));

/** Those in a list of shipments; where a store leaves them out there, its own list of them. */
async function commentsOf(store: StoreWriter, record: RawRecord): Promise<z.output<typeof comments>> {
  const { data } = comments.safeParse(record['comments']);
  if (data !== undefined) return data;
  const { items } = await store.all(`V1/shipment/${entityId.parse(numberOf(record['entity_id']))}/comments`);
  return comments.parse(items);
}

/** A shipment has the change's name in a comment that customers do not see, neither in the shop nor in a mail. */
export const shipments = defineWriter({
  name: 'shipments',
  ...BUILT_IN_WRITERS.shipments,
  item,
  recordOf: ({ order_id }) => String(order_id),
  create: (store, { order_id, items, tracks, notify, source_code }, mark) =>
    store.send({
      method: 'POST',
      path: ['V1', 'order', String(order_id), 'ship'],
      body: {
        ...(items !== undefined && { items }),
        ...(tracks !== undefined && { tracks }),
        notify,
        appendComment: false,
        comment: { comment: mark, is_visible_on_front: 0 },
        ...(source_code !== undefined && { arguments: { extension_attributes: { source_code } } }),
      },
    }),
  async count(store, { order_id }, mark) {
    const wanted = { field: 'order_id', values: [order_id], sort: 'entity_id' };
    const records = await recordsWith(store, 'V1/shipments', wanted);
    let found = 0;
    for (const record of records) {
      if ((await commentsOf(store, record)).some(({ comment }) => comment === mark)) found += 1;
    }
    return found;
  },
});
