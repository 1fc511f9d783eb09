import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { backendAlarms, type WatchedBackend } from './backend-alarms.ts';
import { deliveryAlarms } from './delivery-alarms.ts';
import type { HarmAlarms } from './harm-alarm.ts';
import { merchantAlarms, type WatchedHandshakes } from './merchant-alarms.ts';
import { silenceAlarms } from './silence-alarms.ts';
import { syncAlarms } from './sync-alarms.ts';

/** What alarms are raised for. */
export type Watched = WatchedHandshakes &
  WatchedBackend & {
    /** undefined where nothing is delivered to URLs. */
    readonly lostWebhooks: IQueue | undefined;
    /** undefined where no stores are read. */
    readonly lostLooks: IQueue | undefined;
  };

/** One alarm per kind of harm. What to do about each: `docs/operators.md`, "Alarms". */
export function createAlarms(scope: Construct, topics: readonly ITopic[], watched: Watched): readonly Alarm[] {
  const actions = topics.map((topic) => new SnsAction(topic));
  const alarms = new Construct(scope, 'Alarms');
  return Object.entries(alarmsOf(watched)).map(([id, { harm, metric, from, periods = 1 }]) => {
    const alarm = new Alarm(alarms, id, {
      alarmDescription: `${harm} What to do: docs/operators.md, "${id}".`,
      metric,
      threshold: from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      ...(periods > 1 && { datapointsToAlarm: 1 }),
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...actions);
    alarm.addOkAction(...actions);
    return alarm;
  });
}

function alarmsOf(watched: Watched): HarmAlarms {
  const { metrics, lostWebhooks, lostLooks } = watched;
  const deliveries = lostWebhooks && deliveryAlarms(metrics, lostWebhooks);
  const looks = lostLooks && syncAlarms(metrics, lostLooks);
  return { ...merchantAlarms(watched), ...silenceAlarms(metrics), ...backendAlarms(watched), ...deliveries, ...looks };
}
