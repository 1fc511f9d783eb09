import { GraphWidget, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { WIDGET_HEIGHT } from './log-query.ts';

/** How much the state machine and the table have to do. */
export function resourceWidgets(machine: StateMachine, table: Table): IWidget[] {
  return [
    new GraphWidget({
      title: 'Handshakes under way and ended',
      left: [machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()],
      width: 8,
      height: WIDGET_HEIGHT,
    }),
    new GraphWidget({
      title: 'Table: capacity used',
      left: [table.metricConsumedReadCapacityUnits(), table.metricConsumedWriteCapacityUnits()],
      width: 8,
      height: WIDGET_HEIGHT,
    }),
    new TextWidget({
      markdown:
        '**Reading this**: `docs/operators.md`, "Reading the dashboard".\n\nHow many connections have which status is ' +
        'in the API: `GET /v1/connections?status=…`.',
      width: 8,
      height: WIDGET_HEIGHT,
    }),
  ];
}
