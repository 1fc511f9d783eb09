import type { RefusalCode } from './refusals/refusal.ts';

/**
 * How far an activation has come.
 *
 * - `received`: Magento's keys are kept
 * - `requested`: the request token is kept, and whoever is asked may take their time
 * - `granted`: the merchant said yes, and the access token is kept
 * - `checked`: the access token opened the store
 * - `linked`: the store is tied to the account
 * - `failed`: ended with a refusal
 */
export type Stage = 'received' | 'requested' | 'granted' | 'checked' | 'linked' | 'failed';

/**
 * Every legal past of a stage. The condition of each database update is built from this table, so a stage moves
 * forward only, and a step that was run twice is noticed.
 */
export const ALLOWED_FROM = {
  received: [],
  requested: ['received'],
  granted: ['requested'],
  checked: ['granted'],
  linked: ['checked'],
  failed: ['received', 'requested', 'granted', 'checked'],
} as const satisfies Record<Stage, readonly Stage[]>;

/** Stages that nothing follows. */
export function hasEnded(stage: Stage): boolean {
  return stage === 'linked' || stage === 'failed';
}

/** True when `stage` lies behind `goal` on the way to *linked*: the step that leads to `goal` was done before. */
export function hasReached(stage: Stage, goal: Exclude<Stage, 'failed'>): boolean {
  const way: readonly Stage[] = ['received', 'requested', 'granted', 'checked', 'linked'];
  return stage !== 'failed' && way.indexOf(stage) >= way.indexOf(goal);
}

/**
 * Stages at which a second message with the *same* verifier begins a new attempt. Magento sends one verifier until
 * it has issued a request token for it, so at any other stage the message is a repetition of one already in use.
 */
export const RESTARTABLE: readonly Stage[] = ['received', 'failed'];

/** How long an activation lives. Magento purges request tokens about 120 minutes after it created them. */
export const ACTIVATION_LIFE_SECONDS = 2 * 60 * 60;

/** How long the machine waits for the merchant: the life of an activation, less ten minutes for the exchange. */
export const CONSENT_WAIT_SECONDS = 110 * 60;

/** How long Magento accepts the request call after its message (setting `oauth/consumer/expiration_period`). */
export const CONSUMER_KEY_LIFE_SECONDS = 300;

/** Failures by which the store has said that nobody will ever use this request token: it is not kept for an heir. */
export const TOKEN_ENDING_FAILURES: readonly RefusalCode[] = [
  'access_token_lost',
  'token_rejected',
  'consumer_unknown',
];
