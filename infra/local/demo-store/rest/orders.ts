import * as z from 'zod';
import { parseJson } from '../../../../functions/domain/parse-json.ts';
import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import { magentoDate } from './magento-date.ts';
import { type ListManner, searchRows } from './row-search.ts';

const ORDER_COUNT = 120;
const FIRST_ORDER = Date.UTC(2026, 9, 1, 8);
const ORDER_EVERY_MS = 11 * 3_600_000;

/** 120 orders of October and November 2026, always the same; dates are UTC `YYYY-MM-DD hh:mm:ss`. */
const ORDERS = Array.from({ length: ORDER_COUNT }, (_, at) => ({
  entity_id: at + 1,
  increment_id: String(at + 1).padStart(9, '0'),
  state: at % 7 === 6 ? 'canceled' : 'processing',
  status: at % 7 === 6 ? 'canceled' : 'processing',
  store_id: 1,
  customer_email: `customer${at % 40}@example.com`,
  order_currency_code: 'EUR',
  grand_total: Number((20 + at * 1.5).toFixed(2)),
  created_at: magentoDate(FIRST_ORDER + at * ORDER_EVERY_MS),
  updated_at: magentoDate(FIRST_ORDER + at * ORDER_EVERY_MS + 60_000),
}));

const comment = z.object({ statusHistory: z.object({ comment: z.string() }) });

/** `GET V1/orders`. */
export function searchOrders(query: string, manner: ListManner): Answer {
  return searchRows(ORDERS, query, manner);
}

/** `GET V1/orders/:id`. */
export function readOrder(id: number): Answer {
  const order = ORDERS.find((one) => one.entity_id === id);
  return order === undefined ? unknownEntity() : json(200, order);
}

/** `POST V1/orders/:id/comments`. Comments are kept nowhere: no test reads them back. */
export function addComment(id: number, body: string): Answer {
  if (!ORDERS.some((one) => one.entity_id === id)) return unknownEntity();
  if (comment.safeParse(parseJson(body)).success) return json(200, true);
  return json(400, {
    message: '"%fieldName" is required. Enter and try again.',
    parameters: { fieldName: 'statusHistory' },
  });
}

function unknownEntity(): Answer {
  return json(404, { message: "The entity that was requested doesn't exist. Verify the entity and try again." });
}
