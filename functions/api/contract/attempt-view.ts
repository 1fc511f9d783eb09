import type { Failure } from '../../domain/handshake/activation.ts';
import { hasExpired, type ListedAttempt } from '../../domain/handshake/listed-attempt.ts';
import { ENGLISH_BUTTONS } from '../../domain/refusals/buttons.ts';
import { REFUSALS } from '../../domain/refusals/handshake-refusals.ts';
import { adviceOnceActive } from '../../domain/refusals/once-active.ts';
import { isHandshakeRefusalCode } from '../../domain/refusals/refusal.ts';
import { storeViewOf } from './connection-view.ts';
import type { ActivationView } from './response-schemas.ts';

/** What the API shows of an attempt to connect. */
export function attemptViewOf(attempt: ListedAttempt, now: Date): ActivationView {
  const { account, failure, endedAt, connection } = attempt;
  const words = failure && wordsFor(failure);
  return {
    id: attempt.activation,
    product: attempt.product,
    store: storeViewOf(attempt.storeUrl),
    stage: hasExpired(attempt, now) ? 'expired' : attempt.stage,
    receivedAt: attempt.receivedAt,
    ...(endedAt && { endedAt }),
    ...(failure && { reason: failure.code }),
    ...(words && { advice: words.next }),
    ...(account && { account: { issuer: account.issuer, id: account.id, label: account.label } }),
    ...(connection && { connection }),
  };
}

/** What the merchant's page said of the end of an attempt, in English. Undefined for what merchants do not meet. */
export function wordsFor({ code, tokenIssued }: Failure) {
  if (!isHandshakeRefusalCode(code)) return undefined;
  const { title, happened, next } = REFUSALS[code];
  return { title, happened, next: tokenIssued === true ? adviceOnceActive(code, next, ENGLISH_BUTTONS) : next };
}
