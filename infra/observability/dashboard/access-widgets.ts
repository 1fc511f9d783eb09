import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionLogs } from '../metrics.ts';
import { logQuery } from './log-query.ts';

/** Who calls the API, and with which tokens. */
export function accessWidgets(logs: FunctionLogs): IWidget[] {
  return [callers(logs), tokens(logs)];
}

/** Who uses the API: each line of the authorizer's stands for a minute, in which API Gateway remembers the answer. */
function callers({ authorizer }: FunctionLogs): IWidget {
  return logQuery(
    'Callers of the API',
    [authorizer],
    [
      'filter event in ["caller_admitted", "caller_refused"]',
      'stats count(*) as times, pct(ms, 50) as median, pct(ms, 95) as p95 by event, client, route',
      'sort times desc',
    ],
  );
}

/** Who gets tokens, who asks with a wrong secret, and which clients operators make. */
function tokens(logs: FunctionLogs): IWidget {
  return logQuery(
    'Tokens and clients of the API',
    [logs.tokens, logs.clients],
    [
      'filter event in ["token_issued", "token_refused", "client_created", "client_revoked"]',
      'stats count(*) as times, latest(@timestamp) as last by event, client, status, error',
      'sort times desc',
    ],
  );
}
