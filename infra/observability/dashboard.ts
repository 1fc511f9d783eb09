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
import type { FunctionLogs, Metrics } from './metrics.ts';

/** What is shown. */
export type Shown = {
  readonly metrics: Metrics;
  readonly alarms: readonly Alarm[];
  readonly logs: FunctionLogs;
  readonly machine: StateMachine;
  readonly table: Table;
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
      [new AlarmStatusWidget({ title: 'Who is hurt', alarms: [...shown.alarms], width: WIDTH, height: 3 })],
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

/** What connections are used for, and what becomes of them. */
function connected({ connections, probe }: FunctionLogs): IWidget[] {
  return [
    query(
      'Connections, by what they became',
      [connections, probe],
      [
        'filter event = "connection_status_changed"',
        'stats count(*) as times by product, from, to, reason',
        'sort times desc',
      ],
    ),
    query(
      'Calls of stores, by answer',
      [connections],
      [
        'filter event = "call_made"',
        'stats count(*) as calls, pct(ms, 50) as median, pct(ms, 95) as p95, sum(tries) - count(*) as repeated by product, status',
        'sort calls desc',
      ],
    ),
    query(
      'Probes by the hour',
      [probe],
      [
        'filter event = "health_window_checked"',
        'stats sum(checked) as stores, sum(bad) as bad, sum(failed) as failed, max(ms) as longest by bin(1h) as hour',
        'sort hour desc',
      ],
    ),
  ];
}

function brokenDown({ callback, login, exchange, connections, probe, access }: FunctionLogs): IWidget[] {
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
      [callback, login, exchange],
      [
        'filter event in ["activation_kept", "handshake_started", "consent_given", "activation_linked", "activation_failed"]',
        'stats count(*) as times by product, event',
        'sort product, event',
      ],
    ),
    query(
      'Stores linked, by kind',
      [exchange],
      ['filter event = "activation_linked"', 'stats count(*) as stores by product, kind'],
    ),
    query(
      'Errors that nobody foresaw',
      [callback, login, exchange, connections, probe],
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
        'for the API to say: `GET /v1/connections?status=…`.',
      width: 8,
      height: HEIGHT,
    }),
  ];
}
