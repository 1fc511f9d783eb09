import type { Table } from '../table.ts';
import { openStages } from './activation-stages.ts';
import { openAttemptBrowsers } from './attempt-browsers.ts';
import { openAttemptConsent } from './attempt-consent.ts';
import { openAttemptProgress } from './attempt-progress.ts';
import { openAttemptReader } from './attempt-record.ts';
import { openAttemptRecords } from './record-attempts.ts';

export type ActivationRepository = ReturnType<typeof openActivationRepository>;

/**
 * Attempts to connect, one item each: from the moment a popup is opened for Magento's message until some time after
 * their end. Every change is one conditional write.
 */
export function openActivationRepository(table: Table, now: () => Date) {
  const stages = openStages(table, now);
  return {
    find: stages.find,

    /** What is kept of an attempt, for support. */
    ...openAttemptReader(table),

    /** @throws Refusal `activation_expired` */
    current: stages.current,

    ...openAttemptRecords(table, stages),
    ...openAttemptConsent(table, stages),
    ...openAttemptBrowsers(table, stages),
    ...openAttemptProgress(table, stages),
  };
}
