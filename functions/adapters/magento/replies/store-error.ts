import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Reply } from '../transport/send.ts';
import { complaintIn, reportIn } from './complaint.ts';
import { safeText } from './foreign-answer.ts';
import { jsonIn } from './json-in.ts';

/**
 * A 5xx in Magento's own words: `store_error` with its message, made safe, and the id of its report. Nothing for pages
 * and other texts, which come from a store in maintenance or from a proxy in front of it.
 */
export function complaintRefusal({ status, body }: Reply): Refusal | undefined {
  const complaint = complaintIn(jsonIn(body));
  if (complaint === undefined) return undefined;
  const { message } = complaint;
  return new Refusal('store_error', { status, message: safeText(message), ...reportIn(message) });
}
