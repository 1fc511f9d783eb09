import type { Operation, Row } from '../matrix/rows.ts';

/** An answer "no" of an AWS service, or one that is none. */
export type AwsErrorReply =
  | 'throttled'
  | 'denied'
  | 'internal error'
  | 'unavailable'
  | 'conflict'
  | 'stale token'
  | 'not taken'
  | 'page'
  | 'moved'
  | 'garbage'
  | 'empty';

/**
 * What becomes of one call to AWS. `after` = the service does its work, and the answer is lost.
 *
 * - `echo`: the same write arrives once more when all is over, as one that was repeated on a slow way does
 * - `overtaken`: it arrives after Magento has sent a newer message
 * - `meet`: it arrives when another one like it arrives
 */
export type AwsFaultKind =
  | AwsErrorReply
  | 'reset before'
  | 'reset after'
  | 'hang'
  | 'drip'
  | 'echo'
  | 'overtaken'
  | 'meet'
  | 'kill before'
  | 'kill after'
  | 'stop machine';

/** Spoils calls of one row of one cell: `times` in a row, after `skip` that are let through. */
export type AwsFault = {
  readonly row: Row;
  readonly operation: Operation;
  readonly kind: AwsFaultKind;
  readonly times: number;
  readonly skip?: number;
};

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

const ERRORS = {
  throttled: [400, 'ThrottlingException'],
  denied: [400, 'AccessDeniedException'],
  'internal error': [500, 'InternalServerError'],
  unavailable: [503, 'ServiceUnavailable'],
  conflict: [400, 'ConditionalCheckFailedException'],
  'stale token': [400, 'TaskTimedOut'],
} as const satisfies Partial<Record<AwsErrorReply, readonly [number, string]>>;

const HTML = { 'content-type': 'text/html' };
const JSON_1_1 = { 'content-type': 'application/x-amz-json-1.1' };
const NOT_TAKEN = {
  FailedEntryCount: 1,
  Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'made to happen' }],
};

const ANSWERS: Readonly<Record<Exclude<AwsErrorReply, keyof typeof ERRORS>, Answer>> = {
  'not taken': { status: 200, headers: JSON_1_1, body: JSON.stringify(NOT_TAKEN) },
  page: { status: 502, headers: HTML, body: '<html><h1>502 Bad Gateway</h1></html>' },
  moved: { status: 301, headers: { ...HTML, location: 'https://127.0.0.1:9/' }, body: '' },
  garbage: { status: 200, headers: JSON_1_1, body: '<!doctype html><p>Maintenance</p>' },
  empty: { status: 200, headers: JSON_1_1, body: '' },
};

/** The answer, an error being in the form of AWS's JSON protocols. */
export function answerOf(no: AwsErrorReply, target: string): Answer {
  if (!isError(no)) return ANSWERS[no];
  const [status, name] = ERRORS[no];
  const table = target.startsWith('DynamoDB');
  const type = table && no === 'throttled' ? 'ProvisionedThroughputExceededException' : name;
  const prefix = table ? 'com.amazonaws.dynamodb.v20120810#' : '';
  const body = JSON.stringify({ __type: `${prefix}${type}`, message: 'made to happen' });
  return { status, headers: { ...JSON_1_1, 'x-amzn-errortype': type }, body };
}

const isError = (no: AwsErrorReply): no is keyof typeof ERRORS => Object.hasOwn(ERRORS, no);
