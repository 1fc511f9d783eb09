/**
 * How far an activation can come.
 *
 * - `received`: Magento's keys are stored
 * - `requested`: the request token is stored, and the merchant may take their time
 * - `granted`: the merchant said yes, and the access token is stored
 * - `checked`: the access token works at the store
 * - `linked`: the store is tied to the account
 * - `failed`: ended with a refusal
 */
export const STAGES = ['received', 'requested', 'granted', 'checked', 'linked', 'failed'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * The stages that each stage may be reached from. The condition of each database update is built from this table, so
 * a stage only moves forward, and a step that runs twice is noticed.
 */
export const ALLOWED_FROM = {
  received: [],
  requested: ['received'],
  granted: ['requested'],
  checked: ['granted'],
  linked: ['checked'],
  failed: ['received', 'requested', 'granted', 'checked'],
} as const satisfies Record<Stage, readonly Stage[]>;

/** What an attempt calls the times at which it came to its stages. Those of its end are one: `endedAt`. */
export const REACHED_AT = { requested: 'requestedAt', granted: 'grantedAt', checked: 'verifiedAt' } as const;

/** True for stages that nothing follows. */
export function hasEnded(stage: Stage): boolean {
  return stage === 'linked' || stage === 'failed';
}

/** Whether the store has issued the access token to an attempt that is under way. */
export function hasAccessToken(stage: Stage): boolean {
  return stage === 'granted' || stage === 'checked';
}

/** True when an attempt at `stage` has already done the step that leads to `goal`. */
export function hasReached(stage: Stage, goal: Exclude<Stage, 'failed'>): boolean {
  return stage !== 'failed' && STAGES.indexOf(stage) >= STAGES.indexOf(goal);
}
