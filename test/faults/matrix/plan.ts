import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { AwsFault } from '../harness/aws-faults.ts';
import type { ProxyFault } from '../harness/proxy-faults.ts';
import type { Row } from './rows.ts';

/**
 * How a handshake must end.
 *
 * - `linked`
 * - a list: failed, with one of these codes
 * - `either`: linked, or failed with one of the codes, as the race went
 * - `unkept`: Magento's message could not be kept, and nothing else happened
 * - `unanswered`: the merchant cannot go on, and the machine ends the wait by itself
 * - `unopened`: no popup came up, nothing happened, and what was kept expires
 * - `linked unseen`: linked, and the popup says so as soon as it can
 */
export type End =
  | { readonly is: 'linked' | 'linked unseen' | 'unkept' | 'unanswered' | 'unopened' }
  | { readonly is: 'failed' | 'either'; readonly codes: readonly RefusalCode[] };

export const LINKED: End = { is: 'linked' };
export const failedWith = (...codes: RefusalCode[]): End => ({ is: 'failed', codes });

/** What is done to one handshake. Without anything it would be an honest one. */
export type Plan = {
  readonly aws?: readonly AwsFault[];
  readonly proxyFault?: ProxyFault;
  /** What happens to the connections of the row's function to AWS. */
  readonly awsProxyFault?: ProxyFault;
  /** Where the row's functions run: alone, or by a clock five minutes off. */
  readonly worker?: 'own' | 'ahead' | 'behind';
  /** The row's task is invoked a second time, after the first or beside it, or its function is replaced delayedWrites. */
  readonly invoke?: 'twice' | 'at once' | 'deploy';
  /** What people or Magento do at a web row: once more, or twice at the same instant. */
  readonly repeat?: 'twice' | 'at once';
  /** The merchant says yes and no at the same instant. */
  readonly contrary?: true;
  /**
   * Somebody else connects the same store at the same time, by an integration of their own. Whoever is asked again,
   * since the store has become the other's, says no.
   */
  readonly rival?: true;
  /** When the popup has ended, the merchant opens the one of the newer message, and says yes. */
  readonly overtaken?: true;
  readonly decision?: 'no';
  /** The merchant answers at the moment the fault strikes. */
  readonly answersWhenStruck?: true;
  /** A machine of it waits for an answer that never comes, and ends by itself. */
  readonly waitsOut?: true;
  readonly end: End;
};

export type NotApplicable = { readonly reason: string };

export type Column = {
  readonly name: string;
  /** A fault that passes by itself: then its recovery time is stated. */
  readonly passes: boolean;
  plan(row: Row): Plan | NotApplicable;
};

export type Cell = { readonly row: Row; readonly column: Column; readonly plan: Plan };
