import { type IWidget, LogQueryVisualizationType, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionLogs } from '../metrics.ts';

export const WIDGET_HEIGHT = 6;

/** A table of what a CloudWatch Logs Insights query finds. */
export function logQuery(title: string, logs: readonly FunctionLogs['access'][], lines: string[]): IWidget {
  return new LogQueryWidget({
    title,
    logGroupNames: logs.map(({ logGroupName }) => logGroupName),
    view: LogQueryVisualizationType.TABLE,
    queryLines: lines,
    width: 8,
    height: WIDGET_HEIGHT,
  });
}
