import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

export type HarmAlarm = {
  /** Who is affected, and how. */
  readonly harm: string;
  readonly metric: IMetric;
  /** Raised at this value, and above. */
  readonly from: number;
  /** How many of the metric's periods are looked at; one of them is enough. One by default. */
  readonly periods?: number;
};

export const SOON = Duration.minutes(5);
export const HOUR = Duration.hours(1);
export const DAY = Duration.days(1);

export type HarmAlarms = Readonly<Record<string, HarmAlarm>>;

/** How many messages wait in a queue. */
export function waiting(queue: IQueue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: SOON, statistic: 'Maximum' });
}

/** One metric computed from several. */
export function together(expression: string, usingMetrics: Record<string, IMetric>, period: Duration): MathExpression {
  return new MathExpression({ expression, usingMetrics, period });
}
