import * as z from 'zod/mini';
import { Refusal, type RefusalFacts } from '../../../domain/refusals/refusal.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { complaintIn, reportIn } from '../replies/complaint.ts';
import { busyRefusal, kindOfBody, safeText } from '../replies/foreign-answer.ts';
import { numberOf } from '../replies/lossless-json.ts';
import { readRest } from '../replies/rest-reply.ts';
import { complaintRefusal } from '../replies/store-error.ts';
import type { Reply } from '../transport/send.ts';
import { storeJson } from './store-json.ts';

export type ListReply = {
  readonly items: readonly RawRecord[];
  readonly total: number | undefined;
  /** The size of page that the store says it used, when it says something that can be one. */
  readonly echoedSize: number | undefined;
};

const list = z.object({
  items: z.unknown(),
  total_count: z.optional(z.unknown()),
  search_criteria: z.optional(z.unknown()),
});
const criteria = z.object({ page_size: z.optional(z.unknown()) });

/**
 * Reads a list, with numbers as they came. Its items may be null (none, where `fields` is used) or an object with positions
 * as names, which PHP makes of a list that was filtered.
 *
 * @param bare whether a list by itself will do, without `items` around it
 * @throws Refusal `list_expected` for any other answer of Magento's, with its status; `store_error`, `store_timeout` for a
 * gateway that did not wait, and what `readRest` throws
 */
export function readList(reply: Reply, bare: boolean): ListReply {
  if (reply.status !== 200) throw failureOf(reply);
  const value = storeJson(reply.body);
  const { data } = list.safeParse(value);
  const given = data !== undefined && Object.hasOwn(data, 'items') ? (data.items ?? []) : bare ? value : undefined;
  const items = recordsIn(given);
  if (items === undefined) throw failureOf(reply);
  return { items, total: countOf(data?.total_count, 0), echoedSize: countOf(sizeIn(data?.search_criteria), 1) };
}

function recordsIn(given: unknown): RawRecord[] | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const positions = Array.isArray(given) || Object.keys(given).every((name) => /^\d{1,9}$/.test(name));
  const items: unknown[] = positions ? Object.values(given) : [];
  return positions && items.every(isRecord) ? items : undefined;
}

function isRecord(item: unknown): item is RawRecord {
  return typeof item === 'object' && item !== null && !Array.isArray(item) && !JSON.isRawJSON(item);
}

const sizeIn = (echo: unknown): unknown => criteria.safeParse(echo).data?.page_size;

function countOf(value: unknown, least: number): number | undefined {
  const count = numberOf(value);
  return count !== undefined && Number.isSafeInteger(count) && count >= least ? count : undefined;
}

function failureOf(reply: Reply): Refusal {
  const { status, body } = reply;
  const busy = busyRefusal(reply);
  if (busy !== undefined) return busy;
  // A gateway did not wait for Magento: less may take less time.
  if (status === 504 || status === 524) return new Refusal('store_timeout', { status, fault: 'GATEWAY' });
  const complaint = status >= 500 ? complaintRefusal(reply) : undefined;
  if (complaint !== undefined) return complaint;
  // PHP that ran out of memory, or a module's bug: the web server has words of its own for it, or none.
  if (status === 500) return new Refusal('store_error', { status, message: kindOfBody(body) });
  const { value } = readRest(reply);
  return new Refusal('list_expected', { status, ...factsOf(value) });
}

function factsOf(value: unknown): RefusalFacts {
  const message = complaintIn(value)?.message;
  return message === undefined ? {} : { message: safeText(message), ...reportIn(message) };
}
