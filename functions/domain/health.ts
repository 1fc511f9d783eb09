import type { ConnectionStatus } from './connection.ts';
import type { RefusalCode } from './refusals/refusal.ts';

/** What one look at a store has shown: that its credentials open it, or why they do not. */
export type HealthResult = 'alive' | RefusalCode;

/** A bad answer that nobody has been told of yet: the first one of its sort, ISO 8601. */
export type Suspicion = { readonly code: RefusalCode; readonly at: string };

/** What is known of a connection's credentials. */
export type Health = { readonly status: ConnectionStatus; readonly suspect?: Suspicion | undefined };

/** What a look leads to: the health it leaves, and whether the status has changed with it. */
export type Verdict = Health & { readonly changed: boolean };

/** How old a first bad answer must be for a second one to confirm it: a store that is being deployed is no news. */
export const CONFIRM_AFTER_SECONDS = 2 * 60;

/** The day is cut into slots of this length; the schedule names one after the other, and each connection has its own. */
export const HEALTH_CHECK_WINDOW_MINUTES = 5;

/** How long a store must be down, from the first look to the last. An hour less than three days: looks drift. */
export const UNREACHABLE_AFTER_SECONDS = (3 * 24 - 1) * 60 * 60;

/** Answers by which Magento itself says that a new token is needed. */
const NEEDS_REAUTHORIZATION: readonly HealthResult[] = ['token_rejected', 'consumer_unknown', 'signature_rejected'];
/** Magento's answer to an integration that is switched off, or that lost all of its permissions. */
const INACTIVE: readonly HealthResult[] = ['permission_missing'];

/**
 * Judges a look at a store. A first bad answer only raises a suspicion; a second one of the same sort, minutes later,
 * confirms it. A store that gives no answer of Magento's is `unreachable` after three days of that. One good answer
 * brings everything back.
 *
 * @param confirmAfterSeconds shorter where the second look is not to wait: Magento said it twice, on two calls
 */
export function judge(
  health: Health,
  finding: HealthResult,
  now: Date,
  confirmAfterSeconds: number = CONFIRM_AFTER_SECONDS,
): Verdict {
  if (finding === 'alive') return { status: 'active', changed: health.status !== 'active' };
  const goal = statusFor(finding);
  if (goal === health.status) return { status: health.status, changed: false };
  const existing = health.suspect !== undefined && statusFor(health.suspect.code) === goal ? health.suspect : undefined;
  const suspect = existing ?? { code: finding, at: now.toISOString() };
  const neededSeconds = goal === 'unreachable' ? UNREACHABLE_AFTER_SECONDS : confirmAfterSeconds;
  const confirmed = now.getTime() - Date.parse(suspect.at) >= neededSeconds * 1000;
  // Without a wait, what was seen for the first time in this very moment counts, too.
  if (!confirmed || (existing === undefined && neededSeconds > 0)) {
    return { status: health.status, suspect, changed: false };
  }
  return { status: goal, changed: true };
}

function statusFor(finding: Exclude<HealthResult, 'alive'>): 'needs_reauthorization' | 'inactive' | 'unreachable' {
  if (NEEDS_REAUTHORIZATION.includes(finding)) return 'needs_reauthorization';
  return INACTIVE.includes(finding) ? 'inactive' : 'unreachable';
}

/** Whether the finding is Magento's own word, as opposed to a store that is down. */
export function isMagentosWord(finding: HealthResult): boolean {
  return NEEDS_REAUTHORIZATION.includes(finding) || INACTIVE.includes(finding);
}

/** The event by which the vendor's backend hears of a status; nobody hears of a handshake's statuses this way. */
export const STATUS_EVENTS = {
  active: 'connection.recovered',
  needs_reauthorization: 'connection.needs_reauthorization',
  inactive: 'connection.inactive',
  unreachable: 'connection.unreachable',
  disconnected: 'connection.disconnected',
} as const satisfies Record<ConnectionStatus, `connection.${string}`>;
