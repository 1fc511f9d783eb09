import type { RefusalCode } from '../../functions/domain/refusals/refusal.ts';

/** Faults of Lambda itself, and of AWS services that a function uses: each of its tasks may be run again after them. */
export const AWS_FAULTS = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'internal' satisfies RefusalCode,
  'interrupted' satisfies RefusalCode,
];
