import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { AwsFaultKind } from '../harness/aws-faults.ts';
import type { ProxyFault } from '../harness/proxy-faults.ts';
import type { Column, End, NotApplicable, Plan } from './plan.ts';
import { failedWith, LINKED } from './plan.ts';
import type { Endpoint, Operation, Row } from './rows.ts';
import { FACTS } from './rows.ts';

type Kind = ProxyFault extends infer F ? (F extends ProxyFault ? Omit<F, 'endpoint' | 'times'> : never) : never;

type NetworkFault = {
  readonly name: string;
  readonly fault: Kind;
  /** What Handfast calls it when a store does it. */
  readonly code: RefusalCode;
  /** The same, done by an AWS service, or before it; undefined where it cannot happen. */
  readonly aws?: AwsFaultKind | 'before it';
};

const page = (status: number, body: string, headers: Record<string, string> = {}) =>
  ({ kind: 'answer', status, body, headers }) as const;

const FAULTS: readonly NetworkFault[] = [
  { name: 'connection refused', fault: { kind: 'refused' }, code: 'store_unreachable', aws: 'before it' },
  { name: 'reset before sent', fault: { kind: 'reset before' }, code: 'store_unreachable', aws: 'reset before' },
  {
    name: 'reset after sent',
    fault: { kind: 'reset after', processed: true },
    code: 'store_timeout',
    aws: 'reset after',
  },
  { name: 'time-out', fault: { kind: 'hang', processed: true }, code: 'store_timeout', aws: 'hang' },
  { name: 'slow drip', fault: { kind: 'drip', processed: true }, code: 'store_timeout', aws: 'drip' },
  { name: 'TLS error', fault: { kind: 'unknown authority' }, code: 'certificate_invalid', aws: 'before it' },
  {
    name: 'wrong host in certificate',
    fault: { kind: 'other host' },
    code: 'certificate_invalid',
    aws: 'before it',
  },
  { name: '500', fault: page(500, ''), code: 'store_busy', aws: 'internal error' },
  {
    name: '502 with HTML',
    fault: page(502, '<html><h1>502 Bad Gateway</h1></html>'),
    code: 'store_busy',
    aws: 'page',
  },
  {
    name: '503 with Retry-After',
    fault: page(503, '', { 'retry-after': '1' }),
    code: 'store_busy',
    aws: 'unavailable',
  },
  { name: '429', fault: page(429, ''), code: 'store_busy', aws: 'throttled' },
  {
    name: '301 to elsewhere',
    fault: page(301, '', { location: 'https://127.0.0.1:9/' }),
    code: 'store_invalid_response',
    aws: 'moved',
  },
  {
    name: '200 with garbage',
    fault: page(200, '<!doctype html><p>Maintenance</p>'),
    code: 'store_invalid_response',
    aws: 'garbage',
  },
  { name: '200 empty', fault: { ...page(200, ''), processed: true }, code: 'store_invalid_response' },
  { name: '200 of 1 GB', fault: { kind: 'gigabyte' }, code: 'store_timeout' },
];

/** What the machine asks again for, by the endpoint that is asked: the test's own reading of `infra/handshake/handshake-machine.ts`. */
const ASKED_AGAIN: Readonly<Record<Endpoint, readonly RefusalCode[]>> = {
  request: ['store_unreachable', 'store_busy', 'store_timeout', 'store_invalid_response'],
  access: ['store_unreachable', 'store_busy'],
  rest: ['store_unreachable', 'store_busy', 'store_timeout', 'store_invalid_response'],
  token: [],
};

export const networkColumns: readonly Column[] = FAULTS.flatMap((fault) => [
  { name: `${fault.name}, once`, passes: true, plan: (row) => plan(fault, row, 1) },
  { name: `${fault.name}, for good`, passes: false, plan: (row) => plan(fault, row, Number.POSITIVE_INFINITY) },
]);

function plan(fault: NetworkFault, row: Row, times: number): Plan | NotApplicable {
  const { asks } = FACTS[row];
  if (asks === undefined)
    return times === 1 ? onAws(fault, row) : { reason: 'to a step it is the service failing for good, which is run' };
  const proxyFault = { ...fault.fault, endpoint: asks.endpoint, times };
  if (asks.who === 'provider') return { proxyFault, end: times === 1 ? LINKED : { is: 'unanswered' } };
  return { proxyFault, end: endOf(fault, asks.endpoint, times) };
}

function onAws({ fault, aws }: NetworkFault, row: Row): Plan | NotApplicable {
  if (aws === undefined) return { reason: 'an answer 200 of AWS is its word, and has its limits' };
  if (aws === 'before it')
    return { worker: 'own', awsProxyFault: { ...fault, endpoint: 'aws', times: 1 }, end: LINKED };
  const { writes, calls } = FACTS[row];
  const operation = [...writes, ...calls].find((one): one is Operation => one !== 'store');
  if (operation === undefined) return { reason: 'asks nobody' };
  return { aws: [{ row, operation, kind: aws, times: 1 }], end: LINKED };
}

function endOf({ fault, code, name }: NetworkFault, endpoint: Endpoint, times: number): End {
  // An answer without a word cannot be told from a token that was lost, and this call cannot be made again.
  if (name === '200 empty' && endpoint === 'access') return failedWith('access_token_lost');
  if (times > 1 || !ASKED_AGAIN[endpoint].includes(code)) return failedWith(code);
  // Magento has given its answer, once; asked again, it says so.
  return 'processed' in fault && endpoint === 'request' ? failedWith('request_token_lost') : LINKED;
}
