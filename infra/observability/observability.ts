import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';
import { createAlarmTopics } from './alarms/alarm-topics.ts';
import { createAlarms, type Watched } from './alarms/alarms.ts';
import { createDashboard } from './dashboard/dashboard.ts';
import { createMetrics, type FunctionLogs } from './metrics.ts';

type Observed = Omit<Watched, 'metrics'> & { readonly logs: FunctionLogs; readonly table: Table };

export type Observability = {
  readonly alarms: readonly Alarm[];
  readonly alarmTopic: Topic;
  /** Unless the settings leave it out. */
  readonly dashboard: Dashboard | undefined;
};

/** Metrics from logs, the alarms on them, and the dashboard. */
export function createObservability(
  scope: Construct,
  settings: Pick<Settings, 'alarmEmail' | 'alarmTopicArn' | 'dashboard'>,
  { logs, table, ...watched }: Observed,
): Observability {
  const metrics = createMetrics(scope, logs);
  const { topic: alarmTopic, topics } = createAlarmTopics(scope, settings);
  const alarms = createAlarms(scope, topics, { ...watched, metrics });
  const webhooks = watched.lostWebhooks !== undefined;
  const channels = watched.lostLooks !== undefined;
  const shown = { metrics, alarms, logs, machine: watched.machine, table, webhooks, channels };
  return { alarms, alarmTopic, dashboard: settings.dashboard ? createDashboard(scope, shown) : undefined };
}
