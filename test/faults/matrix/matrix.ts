import { awsColumns } from './aws-columns.ts';
import { magentoColumns } from './magento-columns.ts';
import { networkColumns } from './network-columns.ts';
import { ownColumns } from './own-columns.ts';
import type { Cell, Column, Plan } from './plan.ts';
import { failedWith } from './plan.ts';
import type { Row } from './rows.ts';
import { ROWS } from './rows.ts';
import { writeColumns } from './write-columns.ts';

export const COLUMNS: readonly Column[] = [
  ...networkColumns,
  ...magentoColumns,
  ...awsColumns,
  ...ownColumns,
  ...writeColumns,
];

export type NotApplicableCell = { readonly row: Row; readonly column: Column; readonly reason: string };
export type Matrix = { readonly cells: readonly Cell[]; readonly notApplicable: readonly NotApplicableCell[] };

/** Every step with every fault: either to be run, or left out for a reason. */
export function deriveMatrix(): Matrix {
  const cells: Cell[] = [];
  const notApplicable: NotApplicableCell[] = [];
  for (const column of COLUMNS) {
    for (const row of ROWS) {
      const plan = column.plan(row);
      if ('reason' in plan) notApplicable.push({ row, column, reason: plan.reason });
      else cells.push({ row, column, plan: row === 'fail' ? refused(plan) : plan });
    }
  }
  return { cells, notApplicable };
}

/** A handshake comes to the step that records failures by a merchant who says no. */
function refused(plan: Plan): Plan {
  const declined = plan.end.is === 'linked' && !plan.overtaken;
  return { ...plan, decision: 'no', end: declined ? failedWith('consent_declined') : plan.end };
}
