import type { Operation, Row } from './rows.ts';

/** An answer "no" of an AWS service. */
export type AwsNo =
  | 'throttled'
  | 'denied'
  | 'internal error'
  | 'unavailable'
  | 'conflict'
  | 'stale token'
  | 'not taken';

/** What becomes of one call to AWS. `after` = the service does its work, and the answer is lost. */
export type AwsAct = AwsNo | 'reset before' | 'reset after' | 'hang' | 'kill before' | 'kill after' | 'stop machine';

/** Spoils calls of one row of one cell: `times` in a row, after `skip` that are let through. */
export type AwsFault = {
  readonly row: Row;
  readonly operation: Operation;
  readonly act: AwsAct;
  readonly times: number;
  readonly skip?: number;
};

const ERRORS: Readonly<Record<Exclude<AwsNo, 'not taken'>, readonly [number, string]>> = {
  throttled: [400, 'ThrottlingException'],
  denied: [400, 'AccessDeniedException'],
  'internal error': [500, 'InternalServerError'],
  unavailable: [503, 'ServiceUnavailable'],
  conflict: [400, 'ConditionalCheckFailedException'],
  'stale token': [400, 'TaskTimedOut'],
};

/** The answer in AWS's JSON protocols. */
export function errorBody(no: AwsNo, target: string): { status: number; type: string; body: string } {
  if (no === 'not taken') {
    const entry = { ErrorCode: 'ThrottlingException', ErrorMessage: 'made to happen' };
    return { status: 200, type: '', body: JSON.stringify({ FailedEntryCount: 1, Entries: [entry] }) };
  }
  const [status, name] = ERRORS[no];
  const table = target.startsWith('DynamoDB');
  const type = table && no === 'throttled' ? 'ProvisionedThroughputExceededException' : name;
  const prefix = table ? 'com.amazonaws.dynamodb.v20120810#' : '';
  return { status, type, body: JSON.stringify({ __type: `${prefix}${type}`, message: 'made to happen' }) };
}
