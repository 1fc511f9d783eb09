import { type AttemptRecord, type AttemptStepName, stepsOf } from '../../domain/handshake/attempt-record.ts';
import type { ListedAttempt } from '../../domain/handshake/listed-attempt.ts';
import type { ActivationDetailsView } from './attempt-details.ts';
import { attemptViewOf, wordsFor } from './attempt-view.ts';

const STEPS: Readonly<Record<AttemptStepName, { readonly what: string; readonly asked?: string }>> = {
  received: { what: "Magento sent the integration's keys to the callback URL." },
  opened: { what: 'A popup was opened.' },
  request_token: { what: 'The store issued a request token.', asked: 'POST /oauth/token/request' },
  signed_in: { what: 'The merchant signed in.' },
  consented: { what: 'The merchant said yes.' },
  declined: { what: 'The merchant said no.' },
  access_token: { what: 'The store issued the access token.', asked: 'POST /oauth/token/access' },
  verified: { what: "The access token opened the store's REST API.", asked: 'GET /rest/V1/modules' },
  connected: { what: 'The store was connected to the account.' },
  failed: { what: 'The attempt ended without a connection.' },
};

const NOT_OPENED =
  'Ask the merchant to go on in the window that Magento opened. If there is none, their browser may have blocked it: they allow popups of the shop, and press Activate in Magento again.';

/** What the API shows of an attempt for which nobody has opened a popup: there is nothing but Magento's message. */
export function unopenedDetailsOf(attempt: ListedAttempt, now: Date): ActivationDetailsView {
  return { ...attemptDetailsOf(attempt, now), popupOpened: false, advice: NOT_OPENED };
}

/** What the API shows of one attempt. */
export function attemptDetailsOf(attempt: AttemptRecord, now: Date): ActivationDetailsView {
  const { kind, signedIn, failure } = attempt;
  const words = failure && wordsFor(failure);
  return {
    ...attemptViewOf(attempt, now),
    ...(kind && { kind }),
    ...(signedIn && { signedInAs: signedIn.account }),
    ...(words && { words }),
    steps: stepsOf(attempt).map(({ step, at }) => ({ step, ...(at && { at }), ...STEPS[step] })),
  };
}
