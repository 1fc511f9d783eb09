import * as z from 'zod/mini';
import { BUILT_IN_WRITERS } from '../../../domain/sync/built-in-writers.ts';
import { defineWriter } from '../../define-writer.ts';
import { entityId } from './items.ts';

const COMMENT_CHARACTERS = 10_000;

const item = z.strictObject({
  order_id: entityId,
  comment: z.string().check(z.minLength(1), z.maxLength(COMMENT_CHARACTERS)),
  /** A status that the order's state allows; the order keeps its own unless given. */
  status: z.optional(z.string().check(z.minLength(1), z.maxLength(32))),
  is_visible_on_front: z._default(z.boolean(), false),
  is_customer_notified: z._default(z.boolean(), false),
});
type Comment = z.output<typeof item>;

/** Customers see no names of changes: such a comment is told from others by its text alone. */
const isSeen = (comment: Comment): boolean => comment.is_visible_on_front || comment.is_customer_notified;
const textOf = (comment: Comment, mark: string): string =>
  isSeen(comment) ? comment.comment : `${comment.comment}\n[${mark}]`;

export const orderComments = defineWriter({
  name: 'order-comments',
  ...BUILT_IN_WRITERS['order-comments'],
  item,
  recordOf: ({ order_id }) => String(order_id),
  resembles: isSeen,
  create: (store, comment, mark) =>
    store.send({
      method: 'POST',
      path: ['V1', 'orders', String(comment.order_id), 'comments'],
      body: {
        statusHistory: {
          comment: textOf(comment, mark),
          ...(comment.status !== undefined && { status: comment.status }),
          is_visible_on_front: Number(comment.is_visible_on_front),
          is_customer_notified: Number(comment.is_customer_notified),
          parent_id: comment.order_id,
          entity_name: 'order',
        },
      },
    }),
  async count(store, comment, mark) {
    const { items } = await store.all(`V1/orders/${comment.order_id}/comments`);
    return items.filter(({ comment: text }) => text === textOf(comment, mark)).length;
  },
});
