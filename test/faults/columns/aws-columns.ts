import type { AwsAct } from '../harness/aws-faults.ts';
import type { Column, End, NotApplicable, Plan } from './plan.ts';
import { failedWith, LINKED } from './plan.ts';
import type { Operation, Row } from './rows.ts';
import { FACTS } from './rows.ts';

const IN_TABLE: readonly Operation[] = ['PutItem', 'UpdateItem', 'GetItem'];
const IN_VAULT: readonly Operation[] = ['Encrypt', 'Decrypt'];
const IN_MACHINE: readonly Operation[] = ['StartExecution', 'SendTaskSuccess'];

/** The operation of a row that a fault hurts most: what writes before what reads. */
const worst = (row: Row, among: readonly Operation[]): Operation | undefined =>
  among.find((operation) => FACTS[row].calls.includes(operation));

type Spoilt = {
  readonly among: readonly Operation[];
  readonly service: string;
  readonly act: AwsAct;
  readonly times: number;
};

function spoilt(name: string, { among, service, act, times }: Spoilt): Column {
  return {
    name,
    passes: true,
    plan: (row) => {
      const operation = worst(row, among);
      if (operation === undefined) return { reason: `does not call ${service}` };
      return { aws: [{ row, operation, act, times }], end: LINKED };
    },
  };
}

const table = (act: AwsAct, times: number): Spoilt => ({ among: IN_TABLE, service: 'DynamoDB', act, times });

/** How a handshake ends that a service leaves alone at one step for ever. */
const FORSAKEN: Readonly<Record<Row, End>> = {
  callback: { is: 'unkept' },
  popup: { is: 'unopened' },
  'sign-in': { is: 'unanswered' },
  consent: { is: 'unanswered' },
  progress: { is: 'linked unseen' },
  // Magento has answered by then, once, and what it said could not be kept.
  'request token': failedWith('request_token_lost'),
  wait: failedWith('internal'),
  'access token': failedWith('access_token_lost'),
  check: failedWith('internal'),
  link: failedWith('internal'),
  announce: LINKED,
  fail: LINKED,
};

function gone(service: string, among: readonly Operation[]): Column {
  const plan = (row: Row): Plan | NotApplicable => {
    // Their writes are tried for minutes; their reads are given up sooner.
    const reads = among === IN_TABLE && (row === 'check' || row === 'link');
    const operation = reads ? 'GetItem' : worst(row, among);
    if (operation === undefined) return { reason: `does not call ${service}` };
    if (row === 'announce' || row === 'fail') return { reason: 'nine tries of the machine, then it is a stopped one' };
    if (operation === 'SendTaskSuccess') return { reason: 'the wait ends as for a merchant who never answers' };
    const aws = [{ row, operation, act: 'internal error', times: Number.POSITIVE_INFINITY }] as const;
    return { lane: 'own', aws, end: FORSAKEN[row] };
  };
  return { name: `${service} failing for good`, passes: false, plan };
}

export const awsColumns: readonly Column[] = [
  spoilt('DynamoDB throttled', table('throttled', 2)),
  spoilt('DynamoDB failing 1 time', table('internal error', 1)),
  spoilt('DynamoDB failing 3 times', table('internal error', 3)),
  spoilt('DynamoDB failing 8 times', table('internal error', 8)),
  gone('DynamoDB', IN_TABLE),
  { name: 'DynamoDB conditional conflict', passes: true, plan: conflict },
  spoilt('KMS throttled', { among: IN_VAULT, service: 'KMS', act: 'throttled', times: 3 }),
  { name: 'KMS denied', passes: false, plan: denied },
  spoilt('Step Functions throttled', { among: IN_MACHINE, service: 'Step Functions', act: 'throttled', times: 2 }),
  gone('Step Functions', IN_MACHINE),
  spoilt('EventBridge takes no event', { among: ['PutEvents'], service: 'EventBridge', act: 'not taken', times: 1 }),
  gone('EventBridge', ['PutEvents']),
  { name: 'task token stale', passes: true, plan: staleToken },
  { name: 'machine stopped by hand', passes: false, plan: stopped },
];

function conflict(row: Row): Plan | NotApplicable {
  const operation = FACTS[row].writes.find((write) => write === 'UpdateItem' || write === 'PutItem');
  if (operation === undefined) return { reason: 'writes nothing to the table' };
  return { aws: [{ row, operation, act: 'conflict', times: 1 }], end: LINKED };
}

function denied(row: Row): Plan | NotApplicable {
  const operation = worst(row, IN_VAULT);
  if (operation === undefined) return { reason: 'does not call KMS' };
  const aws = [{ row, operation, act: 'denied', times: Number.POSITIVE_INFINITY }] as const;
  if (row === 'callback') return { aws, end: { is: 'unkept' } };
  // What Magento has issued by then, and what cannot be encrypted, cannot be kept.
  if (row === 'request token') return { aws, end: failedWith('request_token_lost') };
  return { aws, end: failedWith(row === 'access token' ? 'access_token_lost' : 'internal') };
}

/** The wait is begun anew under another token while the merchant answers by the first. */
function staleToken(row: Row): Plan | NotApplicable {
  if (row !== 'consent' && row !== 'wait') return { reason: 'completes no wait' };
  const aws = [{ row: 'wait', operation: 'UpdateItem', act: 'kill after', times: 1 }] as const;
  return { aws, lane: 'own', answersWhenStruck: true, end: LINKED };
}

function stopped(row: Row): Plan | NotApplicable {
  if (row === 'callback' || row === 'popup') return { reason: 'no machine runs yet' };
  const [operation] = FACTS[row].calls;
  if (operation === undefined) return { reason: 'calls nothing' };
  const aws = [{ row, operation, act: 'stop machine', times: 1 }] as const;
  // What the step under way does in its last moments may still come in time.
  const codes = row === 'fail' ? (['interrupted', 'consent_declined'] as const) : (['interrupted'] as const);
  return { aws, end: { is: 'either', codes } };
}
