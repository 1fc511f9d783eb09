import * as z from 'zod/mini';
import { complaintIn, reportIn } from '../../adapters/magento/replies/complaint.ts';
import { busyRefusal, invalidResponse, kindOfBody } from '../../adapters/magento/replies/foreign-answer.ts';
import { losslessJsonIn } from '../../adapters/magento/replies/json-in.ts';
import { numberOf } from '../../adapters/magento/replies/lossless-json.ts';
import type { Reply } from '../../adapters/magento/transport/send.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** One page as the store gave it. Numbers in items are as they came (`parseLossless`). */
export type Page = {
  readonly items: readonly unknown[];
  /** What the store counts. It may be wrong. */
  readonly total: number;
  /** The size of page that the store says it used, when it says something that can be one. */
  readonly echoedSize: number | undefined;
};

/** PHP makes an object of a list that was filtered, with the positions as names. */
const filtered = z.record(z.string().check(z.regex(/^\d{1,9}$/)), z.unknown());
const list = z.object({
  items: z.nullable(z.union([z.array(z.unknown()), filtered])),
  total_count: z.optional(z.unknown()),
  search_criteria: z.optional(z.unknown()),
});
const criteria = z.object({ page_size: z.optional(z.unknown()) });

/**
 * @throws Refusal `list_expected` with Magento's status and message, for an error that stays the same when asked again
 * too; `store_busy`; `store_invalid_response` for what is no answer of Magento's
 */
export function readPage(reply: Reply): Page {
  const { status, body } = reply;
  const value = losslessJsonIn(body);
  const { data } = list.safeParse(value);
  const total = numberOf(data?.total_count);
  if (status === 200 && data !== undefined && total !== undefined && Number.isSafeInteger(total) && total >= 0) {
    return { items: Object.values(data.items ?? []), total, echoedSize: sizeIn(data.search_criteria) };
  }
  const complaint = complaintIn(value);
  const busy = busyRefusal(reply);
  if (busy !== undefined) throw busy;
  if (status >= 500 && complaint === undefined) throw new Refusal('store_busy', { status });
  // A login page, a firewall's page or a redirect: the path is not the cause.
  if (value === undefined && kindOfBody(body) !== 'JSON') throw invalidResponse(status, kindOfBody(body));
  throw new Refusal('list_expected', {
    status,
    ...(complaint && { message: complaint.message.slice(0, 500) }),
    ...(complaint && reportIn(complaint.message)),
  });
}

/** Stores that take `V1/search` and the like leave the echo out, or fill it with null, an empty list, a zero. */
function sizeIn(echo: unknown): number | undefined {
  const { data } = criteria.safeParse(echo);
  const size = numberOf(data?.page_size);
  return size !== undefined && Number.isSafeInteger(size) && size > 0 ? size : undefined;
}
