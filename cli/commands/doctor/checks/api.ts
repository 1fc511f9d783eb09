import { type Deployment, type Handfast, HandfastError } from '../../../../client/handfast.ts';
import { problemsOf } from '../../../api/problems.ts';
import { ask } from '../ask.ts';
import { type Check, failed, ok, warning } from '../check.ts';

/** What lets nobody in answers so; API Gateway says 401, an authorizer 403. */
const KEPT_OUT = [401, 403];
const SERVER_ERROR = 500;
const ADDRESS = 'Check that the address is the output "ApiUrl" of "cdk deploy".';

export async function checkApi(url: string): Promise<Check> {
  const asked = await ask(`${url}/v1/connections`);
  if (asked.kind === 'unreached') return failed('API', `${url}: ${asked.why}`, asked.next);
  const { status, milliseconds } = asked;
  if (KEPT_OUT.includes(status)) {
    return ok('API', `${url} answers in ${milliseconds} ms, and lets nobody in without a token`);
  }
  if (status >= SERVER_ERROR) {
    return failed('API', `${url} answers ${status}`, 'See the log group of the function "api" and the alarms.');
  }
  return failed('API', `${url} answers ${status} to a request without a token, as the API never does`, ADDRESS);
}

/** What a deployment says of itself, and when it was asked. */
export type Known = { readonly deployment: Deployment; readonly sentMs: number; readonly receivedMs: number };

/** Whether this client gets a token and is let in; what it learns, where it is. */
export async function checkAccess(
  api: Handfast,
  tokenUrl: string,
): Promise<{ readonly checks: readonly Check[]; readonly known?: Known }> {
  const sentMs = Date.now();
  try {
    const deployment = await api.deployment();
    const known = { deployment, sentMs, receivedMs: Date.now() };
    return { checks: [ok('Token', `${tokenUrl} gives this client tokens, and the API takes them`)], known };
  } catch (error) {
    if (!(error instanceof HandfastError)) throw error;
    return { checks: [refusedCheck(error, tokenUrl)] };
  }
}

function refusedCheck(error: HandfastError, tokenUrl: string): Check {
  const [what = '', ...next] = problemsOf(error);
  if (error.code === 'token_unavailable') {
    const set = 'Set HANDFAST_CLIENT_ID and HANDFAST_CLIENT_SECRET to a client of "npx handfast clients create".';
    return failed('Token', `${tokenUrl}: ${error.detail}`, set);
  }
  if (error.code === 'forbidden') {
    return failed('Token', 'the API does not let this client read connections', 'Give it the scope connections:read.');
  }
  const isOlder = error.status === 404 || error.code === 'not_found';
  return isOlder
    ? warning('Version', 'the deployment is older than this command', 'Deploy this version: npx cdk deploy.')
    : failed('Token', what, next.join(' ') || 'Check that the token URL is the one of this deployment.');
}
