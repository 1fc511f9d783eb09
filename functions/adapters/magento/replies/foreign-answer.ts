import { Refusal } from '../../../domain/refusals/refusal.ts';
import { retryAfterSeconds } from '../transport/call-with-retries.ts';
import type { Reply } from '../transport/send.ts';

/**
 * Refuses what Magento itself never answers, on any call: redirects, a maintenance page, a gateway's error. Magento
 * answers 503 in maintenance mode; 429, 502 and 504 come from a proxy in front of it, and pass.
 *
 * @throws Refusal `store_busy`, `store_invalid_response`
 */
export function refuseForeignAnswer({ status }: Reply): void {
  if (status === 429 || status === 502 || status === 503 || status === 504) throw new Refusal('store_busy', { status });
  if (status < 200 || (status >= 300 && status < 400)) throw invalidResponse(status, 'a redirect');
}

/**
 * The refusal for a store in maintenance or one that asks for fewer calls: nothing was carried out. Nothing for 502 and
 * 504, behind which a write may have had effect.
 */
export function busyRefusal(reply: Reply): Refusal | undefined {
  if (reply.status !== 503 && reply.status !== 429) return undefined;
  const retryAfter = retryAfterSeconds(reply);
  return new Refusal('store_busy', { status: reply.status, ...(retryAfter !== undefined && { retryAfter }) });
}

/** @param what the kind of answer it is; never the answer. */
export function invalidResponse(status: number, what: string): Refusal {
  return new Refusal('store_invalid_response', { status, answer: what });
}

/** What an unreadable body looks like. */
export function kindOfBody(body: string): string {
  const start = body.trimStart();
  if (start === '') return 'nothing';
  if (start.startsWith('<')) return 'a page';
  return start.startsWith('{') || start.startsWith('[') ? 'JSON' : 'text';
}

/** A text of Magento's that may be logged: short, printable, and without anything long enough to be a key. */
export function safeText(text: string): string {
  const printable = text.replace(/[^\x20-\x7e]+/g, ' ').replace(/[A-Za-z0-9+/=_-]{20,}/g, '…');
  return printable.length > 120 ? `${printable.slice(0, 119)}…` : printable;
}
