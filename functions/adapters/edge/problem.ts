import type { Refusal } from '../../handshake/refusal.ts';
import { REFUSALS } from '../../handshake/refusal-words.ts';
import type { WebAnswer } from './web-door.ts';

/** A refusal for machines: RFC 9457, the code as `code`, facts beside it. */
export function problem(refusal: Refusal): WebAnswer {
  const words = REFUSALS[refusal.code];
  return {
    status: words.status,
    headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' },
    body: JSON.stringify({
      type: 'about:blank',
      title: words.title,
      status: words.status,
      detail: `${words.happened} ${words.next}`,
      code: refusal.code,
      ...refusal.facts,
    }),
  };
}
