import { parseJson } from '../../parse-json.ts';
import type { PayloadStyle, PingError } from '../integration.ts';
import type { VendorAnswer } from './delivery.ts';

/** What a URL answered, whatever the status. */
export type UrlAnswer = {
  readonly status: number;
  readonly retryAfter?: string | undefined;
  /** undefined: it broke off, or was larger than what is read. */
  readonly body: string | undefined;
};

/**
 * What an answer means.
 *
 * - `delivered`: done, with what the vendor said, if anything
 * - `accepted`: its result is to come
 * - `rejected`: the vendor said `success: false`; no repetition changes that
 * - `gone`: 410, nothing is sent to this URL any more
 * - `unauthorized`: 401, a fresh token may help
 * - `failed`: try again
 */
export type Verdict =
  | { readonly kind: 'delivered'; readonly answer?: VendorAnswer | undefined }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly answer: VendorAnswer }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'failed'; readonly error: PingError; readonly retryAfterMs?: number | undefined };

const CODE_MAX = 64;
const MESSAGE_MAX = 500;
const ACCOUNT_MAX = 255;
/** Far more than an answer needs. */
const DEPTH_MAX = 32;

/** Judges an answer. A redirect counts as failed: events go to the URL that the vendor named, and nowhere else. */
export function judgeAnswer(reply: UrlAnswer, style: PayloadStyle, now: Date): Verdict {
  const { status, body } = reply;
  if (status === 410) return { kind: 'gone' };
  if (status === 401) return { kind: 'unauthorized' };
  if (status < 200 || status > 299) {
    return { kind: 'failed', error: 'status', retryAfterMs: retryAfterMs(reply.retryAfter, now) };
  }
  // Half an answer may be half of "success": false.
  if (body === undefined) return { kind: 'failed', error: 'answer' };
  const answer = answerIn(body);
  if (answer?.success === false) return { kind: 'rejected', answer };
  if (status === 202) return { kind: 'accepted' };
  // A login page in front of the endpoint answers 200, too; whoever fetches the event says what became of it.
  if (answer === undefined && style === 'EVENT_URL') return { kind: 'failed', error: 'answer' };
  return { kind: 'delivered', answer };
}

/** What the vendor said of the event; undefined where the body is not JSON with a `success`. */
function answerIn(body: string): VendorAnswer | undefined {
  return readAnswer(parseJson(body, DEPTH_MAX));
}

/** AppDirect's answers hold `success` as a text. Everything else is kept as far as it can be shown. */
export function readAnswer(value: unknown): VendorAnswer | undefined {
  const given: unknown = Object(value);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const said = (name: string): unknown => Reflect.get(given, name);
  const success = said('success');
  if (![true, false, 'true', 'false'].some((known) => known === success)) return undefined;
  return {
    success: success === true || success === 'true',
    accountIdentifier: shown(said('accountIdentifier'), ACCOUNT_MAX),
    errorCode: shown(said('errorCode'), CODE_MAX),
    message: shown(said('message'), MESSAGE_MAX),
  };
}

function shown(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed();
  return text === '' ? undefined : text;
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes more than dates of HTTP, numbers among it.
  const at = /^[A-Z][a-z]{2},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
