import type { Account } from '../account.ts';
import type { LinkKind } from '../stores/connection.ts';
import type { Consent } from './activation.ts';
import type { ListedAttempt } from './listed-attempt.ts';
import type { REACHED_AT, Stage } from './stage.ts';

type Times = { readonly [T in (typeof REACHED_AT)[keyof typeof REACHED_AT]]?: string | undefined };

/** What is kept of an attempt for support, never a secret. Of one that an earlier version began, times are missing. */
export type AttemptRecord = ListedAttempt &
  Times & {
    /** When a popup was first opened for it. */
    readonly openedAt?: string | undefined;
    /** Who signed in last, whatever they answered. */
    readonly signedIn?: { readonly account: Account; readonly at: string } | undefined;
    readonly consent?: Pick<Consent, 'decision' | 'at'> | undefined;
    readonly kind?: LinkKind | undefined;
  };

/** What happened in an attempt, in the order of a handshake; the merchant may sign in and answer at any time before the end. */
export const ATTEMPT_STEPS = [
  'received',
  'opened',
  'request_token',
  'signed_in',
  'consented',
  'declined',
  'access_token',
  'verified',
  'connected',
  'failed',
] as const;
export type AttemptStepName = (typeof ATTEMPT_STEPS)[number];

/** `at` is absent where an earlier version took the step: it kept no time. */
export type AttemptStep = { readonly step: AttemptStepName; readonly at?: string | undefined };

/** How far the stages lead that an attempt may be at; a failed one has come as far as its times say. */
const STAGES_PASSED: Readonly<Record<Exclude<Stage, 'failed'>, number>> = {
  received: 0,
  requested: 1,
  granted: 2,
  checked: 3,
  linked: 4,
};

/** The steps that an attempt has taken, in the order of time. */
export function stepsOf(attempt: AttemptRecord): readonly AttemptStep[] {
  const { stage, failure, consent, signedIn, endedAt } = attempt;
  const passed = stage === 'failed' ? 0 : STAGES_PASSED[stage];
  const steps: readonly (AttemptStep | false | undefined)[] = [
    { step: 'received', at: attempt.receivedAt },
    (attempt.openedAt !== undefined || passed > 0) && { step: 'opened', at: attempt.openedAt },
    (attempt.requestedAt !== undefined || passed >= 1) && { step: 'request_token', at: attempt.requestedAt },
    signedIn && { step: 'signed_in', at: signedIn.at },
    consent && { step: consent.decision === 'yes' ? 'consented' : 'declined', at: consent.at },
    (attempt.grantedAt !== undefined || passed >= 2) && { step: 'access_token', at: attempt.grantedAt },
    (attempt.verifiedAt !== undefined || passed >= 3) && { step: 'verified', at: attempt.verifiedAt },
    stage === 'linked' && { step: 'connected', at: endedAt },
    failure && { step: 'failed', at: failure.at },
  ];
  return inOrder(steps.filter((one) => one !== false && one !== undefined));
}

/** Those without a time stay behind the step that they follow. */
function inOrder(steps: readonly AttemptStep[]): readonly AttemptStep[] {
  let last = '';
  const timed = steps.map((one) => {
    last = one.at ?? last;
    return { one, time: last };
  });
  return timed.toSorted((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time))).map(({ one }) => one);
}
