import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { isRefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { Shown } from '../../../infra/local/demo-store/merchant.ts';
import type { CellRun } from '../cell/cell-run.ts';
import { codeOn } from '../cell/merchant-journey.ts';
import type { Evidence } from './evidence.ts';

/** Ends that merchants chose themselves are counted apart: nobody is woken for them. */
const MERCHANTS_CHOICE: readonly RefusalCode[] = ['consent_declined', 'consent_timed_out'];

/** Merchant, operator and backend must each have been told the same outcome. */
export function checkOutcomeReported(run: CellRun, evidence: Evidence, outcome: string): string[] {
  const { item, events } = evidence;
  const about = events.filter(({ detail }) => detail['activation'] === item?.activation);
  const ids = new Set(about.map(({ detail }) => detail['id']));
  const types = new Set(about.map((event) => event['detail-type']));
  return [
    ...(isRefusalCode(outcome) ? checkFailureReported(outcome, evidence) : []),
    ...(outcome === 'linked' ? checkLinkReported(run, evidence) : []),
    ...(ids.size === 1 && types.size === 1 ? [] : [`${about.length} events of ${types.size} types were announced`]),
  ];
}

/** What happened, what to do, and the reference. */
export function checkInstructions(page: Shown | undefined): string[] {
  const paragraphs = page?.document.querySelectorAll('p').length ?? 0;
  return paragraphs >= 3 ? [] : ['the popup does not say what to do'];
}

function checkFailureReported(code: RefusalCode, { lines, metrics, reopened }: Evidence): string[] {
  const metric = MERCHANTS_CHOICE.includes(code) ? 'Unwanted' : 'Failed';
  const logged = lines.some((line) => line.event === 'activation_failed' && line.code === code);
  return [
    ...(reopened && codeOn(reopened) === code ? [] : [`the popup says ${reopened && codeOn(reopened)}`]),
    ...checkInstructions(reopened),
    ...(logged ? [] : ['no log line']),
    ...(metrics.includes(metric) ? [] : [`not counted as ${metric}`]),
  ];
}

function checkLinkReported({ store, cell }: CellRun, { lines, metrics, journey, reopened }: Evidence): string[] {
  const end = cell.plan.end.is === 'linked unseen' && reopened ? reopened : journey.end;
  return [
    ...(end.url === store.successCallback
      ? []
      : [`the popup ended at ${end.status} ${end.url} ${end.text.slice(0, 120)}`]),
    ...(lines.some(({ event }) => event === 'activation_linked') ? [] : ['no log line']),
    ...(metrics.includes('Linked') ? [] : ['not counted as Linked']),
  ];
}
