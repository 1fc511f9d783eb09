import type { RefusalCode } from '../refusals/refusal.ts';
import type { AttemptRecord } from './attempt-record.ts';
import { hasExpired } from './listed-attempt.ts';
import { hasEnded } from './stage.ts';

/** What is counted of an attempt. */
export type CountedAttempt = Pick<
  AttemptRecord,
  'activation' | 'stage' | 'receivedAt' | 'failure' | 'openedAt' | 'signedIn' | 'consent'
>;

/** How far attempts have come: each number is a part of the one before. */
export type Funnel = {
  readonly begun: number;
  readonly opened: number;
  readonly signedIn: number;
  readonly consented: number;
  readonly connected: number;
  /** Neither connected nor failed, and still in time; or not. */
  readonly underWay: number;
  readonly expired: number;
  readonly failed: ReadonlyMap<RefusalCode, number>;
};

export function funnelOf(attempts: readonly CountedAttempt[], now: Date): Funnel {
  const count = (is: (attempt: CountedAttempt) => boolean) => attempts.filter(is).length;
  const expired = count((one) => hasExpired(one, now));
  return {
    begun: attempts.length,
    opened: count(hasOpened),
    signedIn: count(hasSignedIn),
    consented: count(hasConsented),
    connected: count(({ stage }) => stage === 'linked'),
    underWay: count(({ stage }) => !hasEnded(stage)) - expired,
    expired,
    failed: byReason(attempts),
  };
}

/** One that has not failed has had its popup: it was begun by it. */
function hasOpened({ stage, openedAt }: CountedAttempt): boolean {
  return stage !== 'failed' || openedAt !== undefined;
}

/** A store is connected to the account that somebody has signed in to. */
function hasSignedIn({ stage, signedIn, consent }: CountedAttempt): boolean {
  return stage === 'linked' || signedIn !== undefined || consent !== undefined;
}

function hasConsented({ stage, consent }: CountedAttempt): boolean {
  return stage === 'linked' || consent?.decision === 'yes';
}

/** Most frequent first. */
function byReason(attempts: readonly CountedAttempt[]): ReadonlyMap<RefusalCode, number> {
  const codes = attempts.flatMap(({ failure }) => failure?.code ?? []);
  const counted = [...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length] as const);
  return new Map(counted.toSorted(([, one], [, other]) => other - one));
}
