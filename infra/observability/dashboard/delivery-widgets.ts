import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionLogs } from '../metrics.ts';
import { logQuery } from './log-query.ts';

/** How the URLs of integrations take events. */
export function deliveryWidgets({ webhooks }: FunctionLogs): IWidget[] {
  return [
    logQuery(
      'Deliveries by outcome',
      [webhooks],
      [
        'filter event = "delivery_tried"',
        'stats count(*) as attempts, pct(ms, 50) as median, pct(ms, 95) as p95 by integration, outcome, status, error',
        'sort attempts desc',
      ],
    ),
    logQuery(
      'Deliveries given up, refused and switched off',
      [webhooks],
      [
        'filter event in ["delivery_failed", "event_rejected", "url_gone", "notices_disabled", "integration_disabled"]',
        'stats count(*) as times, latest(@timestamp) as last by event, integration, type, error',
      ],
    ),
    logQuery(
      'Passes by the hour',
      [webhooks],
      [
        'filter event = "deliveries_passed"',
        'stats sum(due) as listed, sum(tried) as attempts, sum(worked) as taken, sum(left) as later, max(ms) as longest by bin(1h) as hour',
        'sort hour desc',
      ],
    ),
  ];
}
