import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { FUNCTION_NAMES } from '../functions/function-table.ts';
import type { FunctionLogs, Metrics } from './metrics.ts';

/** What is shown. */
export type Shown = {
  readonly metrics: Metrics;
  readonly alarms: readonly Alarm[];
  readonly logs: FunctionLogs;
  readonly machine: StateMachine;
  readonly table: Table;
  /** Whether anything is delivered to URLs. */
  readonly webhooks: boolean;
};

const WIDTH = 24;
const HEIGHT = 6;

/**
 * The handshake's funnel from metrics, everything that is broken down from the logs: a query costs half a cent per
 * gigabyte when somebody looks, a metric per code and step costs every month.
 */
export function createDashboard(scope: Construct, shown: Shown): Dashboard {
  const { callbacks, popups, consents, linked } = shown.metrics;
  const funnel = [callbacks, popups, consents, linked].map((metric) => metric.with({ period: Duration.hours(1) }));
  return new Dashboard(scope, 'Dashboard', {
    start: '-P1D',
    widgets: [
      [new AlarmStatusWidget({ title: 'Active alarms', alarms: [...shown.alarms], width: WIDTH, height: 3 })],
      [
        new SingleValueWidget({
          title: 'Funnel',
          metrics: funnel,
          setPeriodToTimeRange: true,
          width: 8,
          height: HEIGHT,
        }),
        new GraphWidget({ title: 'Funnel by the hour', left: funnel, width: 16, height: HEIGHT }),
      ],
      [...brokenDown(shown.logs)],
      [...connected(shown.logs)],
      [callers(shown.logs), tokens(shown.logs)],
      ...(shown.webhooks ? [[...delivered(shown.logs)]] : []),
      [...underneath(shown)],
    ],
  });
}

function query(title: string, logs: readonly FunctionLogs['access'][], lines: string[]): IWidget {
  return new LogQueryWidget({
    title,
    logGroupNames: logs.map(({ logGroupName }) => logGroupName),
    view: LogQueryVisualizationType.TABLE,
    queryLines: lines,
    width: 8,
    height: HEIGHT,
  });
}

/** How connections are used, and how their status changes. */
function connected({ api, health }: FunctionLogs): IWidget[] {
  return [
    query(
      'Connections by change of status',
      [api, health],
      [
        'filter event = "connection_status_changed"',
        'stats count(*) as times by product, from, to, reason',
        'sort times desc',
      ],
    ),
    query(
      'Calls to stores by response',
      [api],
      [
        'filter event = "call_made"',
        'stats count(*) as calls, pct(ms, 50) as median, pct(ms, 95) as p95, sum(tries) - count(*) as repeated by product, status',
        'sort calls desc',
      ],
    ),
    query(
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

/** Who uses the API: each line of the authorizer's stands for a minute, in which API Gateway remembers the answer. */
function callers({ authorizer }: FunctionLogs): IWidget {
  return query(
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
  return query(
    'Tokens and clients of the API',
    [logs.tokens, logs.clients],
    [
      'filter event in ["token_issued", "token_refused", "client_created", "client_revoked"]',
      'stats count(*) as times, latest(@timestamp) as last by event, client, status, error',
      'sort times desc',
    ],
  );
}

/** How the URLs of integrations take events. */
function delivered({ webhooks }: FunctionLogs): IWidget[] {
  return [
    query(
      'Deliveries by outcome',
      [webhooks],
      [
        'filter event = "delivery_tried"',
        'stats count(*) as attempts, pct(ms, 50) as median, pct(ms, 95) as p95 by integration, outcome, status, error',
        'sort attempts desc',
      ],
    ),
    query(
      'Deliveries given up, refused and switched off',
      [webhooks],
      [
        'filter event in ["delivery_failed", "event_rejected", "url_gone", "integration_disabled"]',
        'stats count(*) as times, latest(@timestamp) as last by event, integration, type, error',
      ],
    ),
    query(
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

function brokenDown(logs: FunctionLogs): IWidget[] {
  const { callback, popup, exchange, access } = logs;
  return [
    query(
      'Failures by code',
      [exchange],
      ['filter event = "activation_failed"', 'stats count(*) as attempts by code, product', 'sort attempts desc'],
    ),
    query(
      'Milliseconds per step',
      [exchange],
      [
        'filter event in ["task_done", "task_refused"]',
        'stats count(*) as runs, pct(ms, 50) as median, pct(ms, 95) as p95, max(ms) as longest by task',
      ],
    ),
    query(
      'Milliseconds per route, as callers see them',
      [access],
      [
        'filter ispresent(milliseconds)',
        'stats count(*) as requests, pct(milliseconds, 50) as median, pct(milliseconds, 95) as p95, max(milliseconds) as longest by route',
      ],
    ),
    query(
      'Funnel by product',
      [callback, popup, exchange],
      [
        'filter event in ["activation_kept", "handshake_started", "consent_given", "activation_linked", "activation_failed"]',
        'stats count(*) as times by product, event',
        'sort product, event',
      ],
    ),
    query(
      'Stores linked by kind',
      [exchange],
      ['filter event = "activation_linked"', 'stats count(*) as stores by product, kind'],
    ),
    query(
      'Unexpected errors',
      FUNCTION_NAMES.map((name) => logs[name]),
      ['filter level = "ERROR"', 'stats count(*) as times, latest(@timestamp) as last by error, message'],
    ),
  ];
}

function underneath({ machine, table }: Shown): IWidget[] {
  return [
    new GraphWidget({
      title: 'Handshakes under way and ended',
      left: [machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()],
      width: 8,
      height: HEIGHT,
    }),
    new GraphWidget({
      title: 'Table: capacity used',
      left: [table.metricConsumedReadCapacityUnits(), table.metricConsumedWriteCapacityUnits()],
      width: 8,
      height: HEIGHT,
    }),
    new TextWidget({
      markdown:
        '**Reading this**: `docs/operators.md`, "Reading the dashboard".\n\nHow many connections have which status is ' +
        'in the API: `GET /v1/connections?status=…`.',
      width: 8,
      height: HEIGHT,
    }),
  ];
}
