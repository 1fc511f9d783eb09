import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionLogs } from '../metrics.ts';
import { logQuery } from './log-query.ts';

/** How connections are used, and how their status changes. */
export function connectionWidgets({ api, health }: FunctionLogs): IWidget[] {
  return [
    logQuery(
      'Connections by change of status',
      [api, health],
      [
        'filter event = "connection_status_changed"',
        'stats count(*) as times by product, from, to, reason',
        'sort times desc',
      ],
    ),
    logQuery(
      'Calls to stores by response',
      [api],
      [
        'filter event = "call_made"',
        'stats count(*) as calls, pct(ms, 50) as median, pct(ms, 95) as p95, sum(tries) - count(*) as repeated by product, status',
        'sort calls desc',
      ],
    ),
    logQuery(
      'Health checks by the hour',
      [health],
      [
        'filter event = "health_window_checked"',
        'stats sum(checked) as stores, sum(bad) as bad, sum(inconclusive) as inconclusive, sum(failed) as failed, max(ms) as longest by bin(1h) as hour',
        'sort hour desc',
      ],
    ),
  ];
}
