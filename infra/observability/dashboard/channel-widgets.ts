import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionLogs, Metrics } from '../metrics.ts';
import { logQuery, WIDGET_HEIGHT } from './log-query.ts';

/** What comes in of stores, how late, and what keeps it from coming; and what became of changes for stores. */
export function channelWidgets(
  { sync, slice, write, custom }: FunctionLogs,
  { records, lag, waitingChanges }: Metrics,
): IWidget[] {
  const logs = [sync, slice, custom?.looks, custom?.slices].filter((log) => log !== undefined);
  const period = Duration.minutes(5);
  return [
    new GraphWidget({
      title: 'Records, and the lag of looks',
      left: [records.with({ period })],
      right: [Stats.percentile(50), Stats.percentile(99), Stats.MAXIMUM].map((statistic) =>
        lag.with({ period, statistic, label: `lag ${statistic}` }),
      ),
      width: 8,
      height: WIDGET_HEIGHT,
    }),
    logQuery('Channels by what they fail with', logs, [
      'filter event = "channel_read" and ispresent(code)',
      'stats count_distinct(channel) as channels, count(*) as readings, max(lag) as longest by product, code',
      'sort channels desc',
    ]),
    logQuery('Runs failed and held', logs, [
      'filter (event = "run_ended" and status in ["failed", "held"]) or (event = "channel_read" and held > 0)',
      'stats count_distinct(run) as runs, latest(@timestamp) as last by event, status, code',
    ]),
    new GraphWidget({
      title: 'Changes that wait for their stores',
      left: [waitingChanges.with({ period, statistic: Stats.MAXIMUM, label: 'the oldest, in seconds' })],
      width: 8,
      height: WIDGET_HEIGHT,
    }),
    logQuery(
      'Changes by what became of them',
      [write],
      [
        'filter event = "changes_finished"',
        'stats count(*) as batches, sum(done) as written, sum(failed) as refused, sum(unknown) as unclear by connector, code',
        'sort refused desc',
      ],
    ),
  ];
}
