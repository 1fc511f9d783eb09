import { type Refusal, type RefusalCode, refusalWords } from '../../domain/refusals/refusal.ts';
import type { RefusalWords } from '../../domain/refusals/wording.ts';
import type { HttpResponse } from './http-handler.ts';

/** A refusal for machines: RFC 9457, the code as `code`, facts beside it. */
export async function problem(refusal: Refusal): Promise<HttpResponse> {
  return problemDocument(refusal, refusalWords(refusal.code));
}

/** The same in a feature's own words, where it has some. */
export function problemIn(own: Readonly<Partial<Record<RefusalCode, RefusalWords>>>) {
  return async (refusal: Refusal): Promise<HttpResponse> =>
    problemDocument(refusal, own[refusal.code] ?? refusalWords(refusal.code));
}

function problemDocument({ code, facts }: Refusal, words: RefusalWords): HttpResponse {
  const { retryAfter, problems, status, ...others } = facts;
  return {
    status: words.status,
    headers: {
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      // RFC 6750 §3.1.
      ...(code === 'token_expired' ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {}),
    },
    body: JSON.stringify({
      type: 'about:blank',
      title: words.title,
      status: words.status,
      detail: `${words.happened} ${words.next}`,
      code,
      ...others,
      // RFC 9457 §3.1.2: a member `status` is the answer's own.
      ...(status === undefined ? {} : { storeStatus: status }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(problems === undefined ? {} : { problems: String(problems).split('\n') }),
    }),
  };
}
