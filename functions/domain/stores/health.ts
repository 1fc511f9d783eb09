import type { Refusal, RefusalCode } from '../refusals/refusal.ts';
import type { Suspicion } from './connection.ts';
import type { ConnectionStatus } from './connection-status.ts';

/** What one health check has shown: that the credentials work, or why they do not. */
export type HealthResult = 'alive' | RefusalCode;

/** A result, and the ACL resources that Magento named with it: see `missingPermissionsIn`. */
export type HealthFinding = {
  readonly result: HealthResult;
  readonly missingPermissions?: readonly string[] | undefined;
};

/** What is known of a connection's credentials. */
export type Health = { readonly status: ConnectionStatus; readonly suspect?: Suspicion | undefined };

/** When a connection was last checked, ISO 8601, and what is unconfirmed since. */
type LastCheck = { readonly checkedAt?: string | undefined; readonly suspect?: Suspicion | undefined };

/** What a result leads to: the health it leaves, and whether the status has changed with it. */
export type Verdict = Health & { readonly changed: boolean };

/** How old a first bad answer must be for a second one to confirm it: a store that is being deployed may fail for a minute. */
const CONFIRM_AFTER_SECONDS = 2 * 60;

/** The day is divided into windows of this length; the schedule sends one after the other, and each connection has one. */
export const HEALTH_CHECK_WINDOW_MINUTES = 5;

/** How long a store must be down, from the first check to the last. An hour less than three days, since checks drift. */
const UNREACHABLE_AFTER_SECONDS = (3 * 24 - 1) * 60 * 60;

/** Answers by which Magento itself says that a new token is needed. */
const NEEDS_REAUTHORIZATION: readonly HealthResult[] = ['token_rejected', 'consumer_unknown', 'signature_rejected'];
/** Magento's answer to an integration that is not active or was reset, or that lost all of its permissions. */
const INACTIVE: readonly HealthResult[] = ['permission_missing'];

/**
 * Judges a health check. A first bad answer only raises a suspicion; a second one of the same sort, minutes later,
 * confirms it. A store that gives no answer of Magento's for three days is `unreachable`. One good answer makes the
 * connection active again.
 *
 * @param confirmAfterSeconds shorter where the second check need not wait: Magento said it twice, on two calls
 */
export function judge(
  health: Health,
  result: HealthResult,
  now: Date,
  confirmAfterSeconds: number = CONFIRM_AFTER_SECONDS,
): Verdict {
  if (result === 'alive') return { status: 'active', changed: health.status !== 'active' };
  const goal = statusFor(result);
  if (goal === health.status) return { status: health.status, changed: false };
  const existing = health.suspect !== undefined && statusFor(health.suspect.code) === goal ? health.suspect : undefined;
  const suspect = existing ?? { code: result, at: now.toISOString() };
  const neededSeconds = goal === 'unreachable' ? UNREACHABLE_AFTER_SECONDS : confirmAfterSeconds;
  const confirmed = now.getTime() - Date.parse(suspect.at) >= neededSeconds * 1000;
  // Where no wait is needed, a first bad answer counts, too.
  if (!confirmed || (existing === undefined && neededSeconds > 0)) {
    return { status: health.status, suspect, changed: false };
  }
  return { status: goal, changed: true };
}

function statusFor(result: Exclude<HealthResult, 'alive'>): 'needs_reauthorization' | 'inactive' | 'unreachable' {
  if (NEEDS_REAUTHORIZATION.includes(result)) return 'needs_reauthorization';
  return INACTIVE.includes(result) ? 'inactive' : 'unreachable';
}

/** Of a refusal whose name server gave no answer in time, neither good nor bad: see `adapters/http`. */
const OUR_DELAY = 'DNS_TIMEOUT';

/** Whether a check that failed says nothing about the store: nothing was sent, and the delay may have been ours. */
export function isInconclusive({ facts }: Pick<Refusal, 'facts'>): boolean {
  return facts['fault'] === OUR_DELAY;
}

/** Whether Magento itself said so, as opposed to a store that is down. */
export function isMagentosAnswer(result: HealthResult): boolean {
  return NEEDS_REAUTHORIZATION.includes(result) || INACTIVE.includes(result);
}

/**
 * Whether a connection is to be checked by the message of a window: once a day, and once more when the first bad
 * answer of the day is old enough to be confirmed.
 *
 * @param at when the message was due
 */
export function isDue({ checkedAt, suspect }: LastCheck, at: Date, now: Date): boolean {
  if (checkedAt === undefined || Date.parse(checkedAt) < at.getTime()) return true;
  const raisedLast = suspect !== undefined && suspect.at === checkedAt;
  return raisedLast && now.getTime() - Date.parse(checkedAt) >= CONFIRM_AFTER_SECONDS * 1000;
}
