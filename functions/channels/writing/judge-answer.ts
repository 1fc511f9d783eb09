import * as z from 'zod/mini';
import { complaintIn } from '../../adapters/magento/replies/complaint.ts';
import { complaintText } from '../../adapters/magento/replies/complaint-text.ts';
import { numberOf } from '../../adapters/magento/replies/lossless-json.ts';
import { saysLocked } from '../../adapters/magento/replies/says-locked.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { LineRefused, StoreAnswer } from '../../domain/sync/changes/writer.ts';

/**
 * Refusals after which nobody knows whether the store has taken what was sent: it may even be at work on it. A web server
 * gives PHP up to 10 minutes in the settings that come with Magento (`fastcgi_read_timeout 600s`).
 */
export function mayHaveTaken({ code, facts }: Refusal): boolean {
  if (code === 'store_busy') return facts['status'] !== 429;
  return UNCLEAR.has(code);
}

const UNCLEAR: ReadonlySet<string> = new Set([
  'store_timeout',
  'store_error',
  'store_invalid_response',
  'answer_too_large',
  'list_expected',
]);

/** Refusals that are about what was asked for, and not about the store. */
export function isAboutCall({ code }: Refusal): boolean {
  return code === 'path_refused' || code === 'request_ambiguous';
}

/** Besides locks: what Magento says, whatever it was, when products that are created at once deadlock. */
const PASSING = /could not save source item configuration|try again later/i;

/** @throws Refusal `permission_missing`; a 401 that says so never gets here */
export function requirePermission({ status }: StoreAnswer): void {
  if (status === 403) throw new Refusal('permission_missing', { status });
}

/** Whether the same may be taken the next time. */
export function isPassing(answer: StoreAnswer): boolean {
  const text = complaintText(answer.json) ?? '';
  return answer.status >= 500 || answer.status === 423 || PASSING.test(text) || saysLocked(text);
}

/** Of a creation: it names nothing that is wrong with what was sent, so that its words, in any language, may be `PASSING`. */
export function namesNothing({ status, json }: StoreAnswer): boolean {
  return status === 400 && complaintIn(json)?.values.length === 0;
}

export function refusedBy({ status, json }: StoreAnswer): LineRefused {
  const code = status === 404 ? 'record_missing' : status >= 500 ? 'store_error' : 'change_refused';
  return { is: 'refused', code, message: complaintText(json) };
}

const limit = z.object({ parameters: z.object({ max: z.unknown() }) });

/** How long a list may be, where the store refuses one for its length (`webapi/validation/complex_array_limit`). */
export function capIn({ json }: StoreAnswer, length: number): number | undefined {
  const cap = numberOf(limit.safeParse(json).data?.parameters.max);
  return cap !== undefined && Number.isSafeInteger(cap) && cap > 0 && cap < length ? cap : undefined;
}
