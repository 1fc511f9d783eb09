import type { Column, NotApplicable, Plan } from './plan.ts';
import { LINKED } from './plan.ts';
import type { Operation, Row } from './rows.ts';
import { FACTS } from './rows.ts';

/** Writes that arrive late, twice or together: what the conditions of the table's writes are for. */
export const writeColumns: readonly Column[] = [
  { name: 'its write arrives again when all is over', passes: false, plan: echo },
  { name: 'a newer message overtakes its write', passes: false, plan: overtaken },
  { name: 'a newer message overtakes its lease', passes: false, plan: overtakenLease },
  { name: 'yes and no at the same instant', passes: false, plan: contrary },
  { name: 'two accounts link one store at the same instant', passes: false, plan: rival },
];

const writesOf = (row: Row): Operation[] => FACTS[row].writes.filter((write) => write !== 'store');
const NO_WRITE: NotApplicable = { reason: 'writes nothing to the table' };

function echo(row: Row): Plan | NotApplicable {
  const writes = writesOf(row).filter((write) => write === 'UpdateItem' || write === 'PutItem');
  if (writes.length === 0) return NO_WRITE;
  return { aws: writes.map((operation) => ({ row, operation, kind: 'echo', times: 1 })), end: LINKED };
}

function overtaken(row: Row): Plan | NotApplicable {
  if (!writesOf(row).includes('UpdateItem')) return NO_WRITE;
  if (row === 'callback') return { reason: 'it is the message itself' };
  const aws = [{ row, operation: 'UpdateItem', kind: 'overtaken', times: 1 }] as const;
  // The first machine waits by then, and nobody will answer it.
  return { aws, overtaken: true, end: LINKED, ...(row === 'consent' && { waitsOut: true }) };
}

/** The newer message comes after the step has read the item, and before the store is called. */
function overtakenLease(row: Row): Plan | NotApplicable {
  if (!FACTS[row].calls.includes('AcquireLease')) return { reason: 'does not call a store' };
  return {
    aws: [{ row, operation: 'AcquireLease', kind: 'overtaken', times: 1 }],
    overtaken: true,
    end: LINKED,
  };
}

function contrary(row: Row): Plan | NotApplicable {
  if (row !== 'consent') return { reason: 'nobody is asked' };
  const aws = [{ row, operation: 'UpdateItem', kind: 'meet', times: 2 }] as const;
  return { aws, contrary: true, end: { is: 'either', codes: ['consent_declined'] } };
}

function rival(row: Row): Plan | NotApplicable {
  if (row !== 'link') return { reason: 'ties no store' };
  const aws = [{ row, operation: 'PutItem', kind: 'meet', times: 2 }] as const;
  return { aws, rival: true, end: { is: 'either', codes: ['consent_declined'] } };
}
