import type { TrialAnswer, Tried } from './try-connector.ts';

/** What `connector try` shows. */
export function trialLines({ connector, path, records }: TrialAnswer): string[] {
  const broken = records.filter(({ outcome }) => isBroken(outcome)).length;
  const counted = `${records.length} record${records.length === 1 ? '' : 's'} of ${path}`;
  const end = broken === 0 ? 'Nothing was written.' : `${broken} would not be delivered. Nothing was written.`;
  return [`${connector}: ${counted}`, '', ...records.map(lineOf), ...(records.length === 0 ? [] : ['']), end];
}

export function isBroken(outcome: Tried['outcome']): boolean {
  return outcome === 'record_unreadable' || outcome === 'connector_failed';
}

function lineOf(tried: Tried): string {
  switch (tried.outcome) {
    case 'delivered':
      return `${tried.id}  ${JSON.stringify(tried.record)}`;
    case 'left_out':
      return `${tried.id}  left out`;
    case 'record_unreadable':
    case 'connector_failed':
      return `${tried.id}  ${tried.outcome}: ${tried.problems.join('; ')}`;
    default:
      return tried satisfies never;
  }
}
