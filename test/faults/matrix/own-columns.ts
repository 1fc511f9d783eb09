import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { Column, End, NotApplicable, Plan } from './plan.ts';
import { failedWith, LINKED } from './plan.ts';
import type { Row } from './rows.ts';
import { FACTS } from './rows.ts';

/** Faults of our own side, and of those who press a button twice. */
export const ownColumns: readonly Column[] = [
  killed('before', 1),
  killed('after', 1),
  killed('before', 2),
  killed('after', 2),
  { name: 'killed holding a lease', passes: true, plan: killedWithLease },
  { name: 'same event delivered twice', passes: true, plan: twice },
  { name: 'two at the same instant', passes: true, plan: atOnce },
  { name: 'a deploy in the middle', passes: true, plan: () => ({ worker: 'own', invoke: 'deploy', end: LINKED }) },
  { name: 'clock 5 minutes ahead', passes: false, plan: () => ({ worker: 'ahead', end: LINKED }) },
  { name: 'clock 5 minutes behind', passes: false, plan: () => ({ worker: 'behind', end: LINKED }) },
];

function killed(when: 'before' | 'after', nth: 1 | 2): Column {
  return { name: `killed ${when} write ${nth}`, passes: true, plan: (row) => kill(row, when, nth) };
}

function kill(row: Row, when: 'before' | 'after', nth: 1 | 2): Plan | NotApplicable {
  const { writes, asks } = FACTS[row];
  const write = writes[nth - 1];
  if (write === undefined) return { reason: writes.length === 0 ? 'writes nothing' : 'writes once' };
  const end = endOfKill(row, when, nth);
  if (write !== 'store') {
    return { worker: 'own', aws: [{ row, operation: write, kind: `kill ${when}`, times: 1 }], end };
  }
  return { worker: 'own', proxyFault: { kind: `kill ${when}`, endpoint: asks?.endpoint ?? 'request', times: 1 }, end };
}

/** The lease expires by itself, and there are others. */
function killedWithLease(row: Row): Plan | NotApplicable {
  if (!FACTS[row].calls.includes('AcquireLease')) return { reason: 'does not call a store' };
  return { worker: 'own', aws: [{ row, operation: 'AcquireLease', kind: 'kill after', times: 1 }], end: LINKED };
}

/** Between Magento's answer and its being kept, a token is lost with the function that held it. */
function endOfKill(row: Row, when: 'before' | 'after', nth: 1 | 2): End {
  const held = (nth === 1 && when === 'after') || (nth === 2 && when === 'before');
  if (held && row === 'request token') return failedWith('request_token_lost');
  // Magento has forgotten the request token, and says no more than that.
  if (held && row === 'access token') return failedWith('token_rejected');
  return LINKED;
}

function twice(row: Row): Plan {
  return FACTS[row].runs === 'web' ? { repeat: 'twice', end: LINKED } : { invoke: 'twice', end: LINKED };
}

/** Of a task: the machine has lost the first answer, and asks again while the first is under way. */
function atOnce(row: Row): Plan | NotApplicable {
  if (row === 'sign-in') return { reason: 'a code is of one browser, which leads it back once' };
  if (FACTS[row].runs === 'web') return { repeat: 'at once', end: LINKED };
  const refused = REFUSED_TWICE[row];
  return { invoke: 'at once', end: refused === undefined ? LINKED : { is: 'either', codes: [refused] } };
}

/** What Magento says to whoever comes second with a call that is let through once. */
const REFUSED_TWICE: Readonly<Partial<Record<Row, RefusalCode>>> = {
  'request token': 'request_token_lost',
  'access token': 'token_rejected',
};
