import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionLogs } from '../metrics.ts';
import { logQuery } from './log-query.ts';

/** How handshakes go, step by step and product by product. */
export function handshakeWidgets({ callback, popup, exchange, access }: FunctionLogs): IWidget[] {
  return [
    logQuery(
      'Failures by code',
      [exchange],
      ['filter event = "activation_failed"', 'stats count(*) as attempts by code, product', 'sort attempts desc'],
    ),
    logQuery(
      'Milliseconds per step',
      [exchange],
      [
        'filter event in ["task_done", "task_refused"]',
        'stats count(*) as runs, pct(ms, 50) as median, pct(ms, 95) as p95, max(ms) as longest by task',
      ],
    ),
    logQuery(
      'Milliseconds per route, as callers see them',
      [access],
      [
        'filter ispresent(milliseconds)',
        'stats count(*) as requests, pct(milliseconds, 50) as median, pct(milliseconds, 95) as p95, max(milliseconds) as longest by route',
      ],
    ),
    logQuery(
      'Funnel by product',
      [callback, popup, exchange],
      [
        'filter event in ["activation_kept", "handshake_started", "consent_given", "activation_linked", "activation_failed"]',
        'stats count(*) as times by product, event',
        'sort product, event',
      ],
    ),
    logQuery(
      'Stores linked by kind',
      [exchange],
      ['filter event = "activation_linked"', 'stats count(*) as stores by product, kind'],
    ),
  ];
}
