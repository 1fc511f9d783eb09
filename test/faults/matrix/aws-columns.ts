import type { AwsFaultKind } from '../harness/aws-faults.ts';
import type { Column, End, NotApplicable, Plan } from './plan.ts';
import { failedWith, LINKED } from './plan.ts';
import type { Operation, Row } from './rows.ts';
import { FACTS } from './rows.ts';

const DYNAMODB_OPERATIONS: readonly Operation[] = ['PutItem', 'UpdateItem', 'GetItem'];
const KMS_OPERATIONS: readonly Operation[] = ['Encrypt', 'Decrypt'];
const LEASE: readonly Operation[] = ['AcquireLease'];
const STEP_FUNCTIONS_OPERATIONS: readonly Operation[] = ['StartExecution', 'SendTaskSuccess'];

/** The operation of a row that a fault hurts most: what writes before what reads. */
const mostHarmful = (row: Row, among: readonly Operation[]): Operation | undefined =>
  among.find((operation) => FACTS[row].calls.includes(operation));

type ServiceFault = {
  readonly among: readonly Operation[];
  readonly service: string;
  readonly kind: AwsFaultKind;
  readonly times: number;
};

function failingForAWhile(name: string, { among, service, kind, times }: ServiceFault): Column {
  return {
    name,
    passes: true,
    plan: (row) => {
      const operation = mostHarmful(row, among);
      if (operation === undefined) return { reason: `does not call ${service}` };
      return { aws: [{ row, operation, kind, times }], end: LINKED };
    },
  };
}

const table = (kind: AwsFaultKind, times: number): ServiceFault => ({
  among: DYNAMODB_OPERATIONS,
  service: 'DynamoDB',
  kind,
  times,
});

/** How a handshake ends that a service leaves alone at one step for ever. */
const END_WHEN_SERVICE_STAYS_DOWN: Readonly<Record<Row, End>> = {
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

function failingForGood(service: string, among: readonly Operation[]): Column {
  const plan = (row: Row): Plan | NotApplicable => {
    // Their writes are tried for minutes; their reads are given up sooner.
    const reads = among === DYNAMODB_OPERATIONS && (row === 'check' || row === 'link');
    const operation = reads ? 'GetItem' : mostHarmful(row, among);
    if (operation === undefined) return { reason: `does not call ${service}` };
    if (row === 'announce' || row === 'fail') return { reason: 'nine tries of the machine, then it is a stopped one' };
    if (operation === 'SendTaskSuccess') return { reason: 'the wait ends as for a merchant who never answers' };
    const aws = [{ row, operation, kind: 'internal error', times: Number.POSITIVE_INFINITY }] as const;
    return { worker: 'own', aws, end: END_WHEN_SERVICE_STAYS_DOWN[row] };
  };
  return { name: `${service} failing for good`, passes: false, plan };
}

export const awsColumns: readonly Column[] = [
  failingForAWhile('DynamoDB throttled', table('throttled', 2)),
  failingForAWhile('DynamoDB failing 1 time', table('internal error', 1)),
  failingForAWhile('DynamoDB failing 3 times', table('internal error', 3)),
  failingForAWhile('DynamoDB failing 8 times', table('internal error', 8)),
  failingForGood('DynamoDB', DYNAMODB_OPERATIONS),
  failingForAWhile('lease failing 8 times', { among: LEASE, service: 'a store', kind: 'internal error', times: 8 }),
  { name: 'lease failing for good', passes: false, plan: leaseDown },
  { name: 'DynamoDB conditional conflict', passes: true, plan: conflict },
  failingForAWhile('KMS throttled', { among: KMS_OPERATIONS, service: 'KMS', kind: 'throttled', times: 3 }),
  { name: 'KMS denied', passes: false, plan: denied },
  failingForAWhile('Step Functions throttled', {
    among: STEP_FUNCTIONS_OPERATIONS,
    service: 'Step Functions',
    kind: 'throttled',
    times: 2,
  }),
  failingForGood('Step Functions', STEP_FUNCTIONS_OPERATIONS),
  failingForAWhile('EventBridge takes no event', {
    among: ['PutEvents'],
    service: 'EventBridge',
    kind: 'not taken',
    times: 1,
  }),
  failingForGood('EventBridge', ['PutEvents']),
  { name: 'task token stale', passes: true, plan: staleToken },
  { name: 'machine stopped by hand', passes: false, plan: stopped },
];

function conflict(row: Row): Plan | NotApplicable {
  const operation = FACTS[row].writes.find((write) => write === 'UpdateItem' || write === 'PutItem');
  if (operation === undefined) return { reason: 'writes nothing to the table' };
  return { aws: [{ row, operation, kind: 'conflict', times: 1 }], end: LINKED };
}

/** The store is not called without a lease, so nothing of it is lost. */
function leaseDown(row: Row): Plan | NotApplicable {
  if (mostHarmful(row, LEASE) === undefined) return { reason: 'does not call a store' };
  const aws = [{ row, operation: 'AcquireLease', kind: 'internal error', times: Number.POSITIVE_INFINITY }] as const;
  return { aws, end: failedWith('internal') };
}

function denied(row: Row): Plan | NotApplicable {
  const operation = mostHarmful(row, KMS_OPERATIONS);
  if (operation === undefined) return { reason: 'does not call KMS' };
  const aws = [{ row, operation, kind: 'denied', times: Number.POSITIVE_INFINITY }] as const;
  if (row === 'callback') return { aws, end: { is: 'unkept' } };
  // What Magento has issued by then, and what cannot be encrypted, cannot be kept.
  if (row === 'request token') return { aws, end: failedWith('request_token_lost') };
  return { aws, end: failedWith(row === 'access token' ? 'access_token_lost' : 'internal') };
}

/** The wait is begun anew under another token while the merchant answers by the first. */
function staleToken(row: Row): Plan | NotApplicable {
  if (row !== 'consent' && row !== 'wait') return { reason: 'completes no wait' };
  const aws = [{ row: 'wait', operation: 'UpdateItem', kind: 'kill after', times: 1 }] as const;
  return { aws, worker: 'own', answersWhenStruck: true, end: LINKED };
}

function stopped(row: Row): Plan | NotApplicable {
  if (row === 'callback' || row === 'popup') return { reason: 'no machine runs yet' };
  const [operation] = FACTS[row].calls;
  if (operation === undefined) return { reason: 'calls nothing' };
  const aws = [{ row, operation, kind: 'stop machine', times: 1 }] as const;
  // What the step under way does in its last moments may still come in time.
  const codes = row === 'fail' ? (['interrupted', 'consent_declined'] as const) : (['interrupted'] as const);
  return { aws, end: { is: 'either', codes } };
}
