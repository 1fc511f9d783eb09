import * as z from 'zod/mini';
import { ATTEMPT_STEPS } from '../../domain/handshake/attempt-record.ts';
import { LINK_KINDS } from '../../domain/stores/connection.ts';
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
  /** False: nobody has opened a popup for it, so there is nothing but Magento's message. */
  popupOpened: z.optional(z.literal(false)),
  kind: z.optional(z.enum(LINK_KINDS)),
  signedInAs: z.optional(accountView),
  /** What the merchant's page said of the refusal, in English. */
  words: z.optional(z.strictObject({ title: z.string(), happened: z.string(), next: z.string() })),
  steps: z.array(attemptStepView),
});
export type ActivationDetailsView = z.output<typeof activationDetailsView>;
