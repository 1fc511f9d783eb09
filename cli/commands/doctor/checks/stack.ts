import type { AskAws } from '../ask-aws.ts';
import { type Check, failed, notAsked, ok, warning } from '../check.ts';
import { orNotAllowed } from './aws-trouble.ts';

const STACK = 'Stack';
const EVENTS = 'Read its events in the console of CloudFormation, or with "aws cloudformation describe-stack-events".';
const WHERE = 'Name the account with --profile or AWS_PROFILE, and the region with --region; or deploy it.';

/** How the deployment's stack is. @param name undefined: it is not known */
export async function checkStack({ region, stackStatus }: AskAws, name: string | undefined): Promise<Check> {
  if (name === undefined) return notAsked(STACK, 'its name is in the outputs of "cdk deploy": give --outputs');
  return orNotAllowed(STACK, 'cloudformation:DescribeStacks', async () => {
    try {
      return judged(name, await stackStatus(name));
    } catch (error) {
      const { name: code, message } = Object(error);
      if (code !== 'ValidationError' || !/does not exist/.test(message)) throw error;
      return failed(STACK, missing(name, region), WHERE);
    }
  });
}

/** Whether there is no such stack where these credentials and the region lead. */
export function isMissing({ name, state, next }: Check): boolean {
  return name === STACK && state === 'failed' && next === WHERE;
}

function missing(name: string, region: string): string {
  return `there is no ${name} in ${region} in the account of these credentials`;
}

/** @param status `StackStatus` of CloudFormation */
function judged(name: string, status: string): Check {
  const found = `${name} is ${status}`;
  if (status.endsWith('_IN_PROGRESS')) return warning(STACK, found, 'Wait until it is done, and check again.');
  if (status === 'ROLLBACK_COMPLETE') {
    return failed(STACK, `${found}: making it failed`, `${EVENTS} Delete the stack, then deploy again.`);
  }
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    return warning(STACK, `${found}: its last update failed and was taken back`, `${EVENTS} Then deploy again.`);
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    const next = 'Mend what its events name, then "cdk rollback", or "aws cloudformation continue-update-rollback".';
    return failed(STACK, `${found}: its last update is half taken back`, next);
  }
  const isFine = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'].includes(status);
  return isFine ? ok(STACK, found) : failed(STACK, found, `${EVENTS} Then deploy again.`);
}
