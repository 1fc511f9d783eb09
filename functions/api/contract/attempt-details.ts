import * as z from 'zod/mini';
import {
  ATTEMPT_STEPS,
  type AttemptRecord,
  type AttemptStepName,
  stepsOf,
} from '../../domain/handshake/attempt-record.ts';
import { LINK_KINDS } from '../../domain/stores/connection.ts';
import { attemptViewOf, wordsFor } from './attempt-view.ts';
import { accountView, activationView, isoTime } from './response-schemas.ts';

export const attemptStepView = z.strictObject({
  step: z.enum(ATTEMPT_STEPS),
  at: z.optional(isoTime),
  what: z.string(),
  /** The request that the store was sent. */
  asked: z.optional(z.string()),
});

/** One attempt, with everything that is kept of it and may be shown. */
export const activationDetailsView = z.strictObject({
  ...activationView.shape,
  kind: z.optional(z.enum(LINK_KINDS)),
  signedInAs: z.optional(accountView),
  /** What the merchant's page said of the refusal, in English. */
  words: z.optional(z.strictObject({ title: z.string(), happened: z.string(), next: z.string() })),
  steps: z.array(attemptStepView),
});
export type ActivationDetailsView = z.output<typeof activationDetailsView>;

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
