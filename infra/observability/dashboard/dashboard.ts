import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { FUNCTION_NAMES } from '../../functions/function-table.ts';
import type { FunctionLogs, Metrics } from '../metrics.ts';
import { accessWidgets } from './access-widgets.ts';
import { channelWidgets } from './channel-widgets.ts';
import { connectionWidgets } from './connection-widgets.ts';
import { deliveryWidgets } from './delivery-widgets.ts';
import { handshakeWidgets } from './handshake-widgets.ts';
import { logQuery, WIDGET_HEIGHT } from './log-query.ts';
import { resourceWidgets } from './resource-widgets.ts';

/** What is shown. */
export type Shown = {
  readonly metrics: Metrics;
  readonly alarms: readonly Alarm[];
  readonly logs: FunctionLogs;
  readonly machine: StateMachine;
  readonly table: Table;
  /** Whether anything is delivered to URLs. */
  readonly webhooks: boolean;
  /** Whether stores are read. */
  readonly channels: boolean;
};

const WIDTH = 24;

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
          height: WIDGET_HEIGHT,
        }),
        new GraphWidget({ title: 'Funnel by the hour', left: funnel, width: 16, height: WIDGET_HEIGHT }),
      ],
      [...handshakeWidgets(shown.logs), unexpectedErrors(shown.logs)],
      connectionWidgets(shown.logs),
      accessWidgets(shown.logs),
      ...(shown.webhooks ? [deliveryWidgets(shown.logs)] : []),
      ...(shown.channels ? [channelWidgets(shown.logs, shown.metrics)] : []),
      resourceWidgets(shown.machine, shown.table),
    ],
  });
}

function unexpectedErrors(logs: FunctionLogs): IWidget {
  return logQuery(
    'Unexpected errors',
    [
      ...FUNCTION_NAMES.map((name) => logs[name]),
      ...Object.values(logs.custom ?? {}).filter((log) => log !== undefined),
    ],
    ['filter level = "ERROR"', 'stats count(*) as times, latest(@timestamp) as last by error, message'],
  );
}
