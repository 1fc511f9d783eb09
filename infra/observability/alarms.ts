import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Metrics } from './metrics.ts';

/** What alarms are raised for. */
export type Watched = {
  readonly metrics: Metrics;
  readonly exchange: IFunction;
  readonly machine: StateMachine;
  readonly deadLetters: IQueue;
  readonly lostHealthChecks: IQueue;
  /** undefined where nothing is delivered to URLs. */
  readonly lostWebhooks: IQueue | undefined;
};

type HarmAlarm = {
  /** Who is affected, and how. */
  readonly harm: string;
  readonly metric: IMetric;
  /** Raised at this value, and above. */
  readonly from: number;
};

const SOON = Duration.minutes(5);
const HOUR = Duration.hours(1);

/** Where alarms are sent; the e-mail address must confirm its subscription once. */
export function alarmTopic(scope: Construct, email: string | undefined): Topic {
  const topic = new Topic(scope, 'AlarmTopic', { displayName: 'Handfast alarms', enforceSSL: true });
  // A topic with a policy of its own no longer admits the alarms of its account by itself.
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  return topic;
}

/** One alarm per kind of harm. What to do about each: `docs/operators.md`, "Alarms". */
export function createAlarms(scope: Construct, topic: Topic, watched: Watched): readonly Alarm[] {
  const action = new SnsAction(topic);
  const alarms = new Construct(scope, 'Alarms');
  return Object.entries(alarmsOf(watched)).map(([id, { harm, metric, from }]) => {
    const alarm = new Alarm(alarms, id, {
      alarmDescription: `${harm} What to do: docs/operators.md, "${id}".`,
      metric,
      threshold: from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    return alarm;
  });
}

function alarmsOf(watched: Watched): Readonly<Record<string, HarmAlarm>> {
  const { metrics, lostWebhooks } = watched;
  const webhooks = lostWebhooks && webhookAlarms(metrics, lostWebhooks);
  return { ...merchantAlarms(watched), ...backendAlarms(watched), ...webhooks };
}

function merchantAlarms({ metrics, exchange, machine }: Watched): Readonly<Record<string, HarmAlarm>> {
  const { hurtCallbacks, brokenPages, failed, linked, lateTokens, turnedAway } = metrics;
  return {
    CallbacksHurt: {
      harm: 'Merchants who activate the integration see an error in Magento, or soon will: our answer fails or takes over 3 s, and Magento waits 5 s.',
      metric: hurtCallbacks.with({ period: SOON }),
      from: 1,
    },
    PagesBroken: {
      harm: 'Merchants see an error instead of the popup, and cannot connect their store.',
      metric: brokenPages.with({ period: SOON }),
      from: 3,
    },
    HandshakesFailing: {
      harm: 'Merchants who agreed to connect their store saw it fail: a quarter or more of them, and at least three within the hour.',
      metric: together('IF(failed >= 3, 100 * failed / (failed + FILL(linked, 0)), 0)', { failed, linked }, HOUR),
      from: 25,
    },
    MachineFailing: {
      harm: 'Merchants wait before a popup that will never end: a handshake ended without recording why.',
      // Not aborted ones: somebody did that by hand, and `aborted-executions.ts` records it.
      metric: together(
        'FILL(failed, 0) + FILL(timedOut, 0)',
        { failed: machine.metricFailed(), timedOut: machine.metricTimedOut() },
        SOON,
      ),
      from: 1,
    },
    TokensLate: {
      harm: 'Merchants may have to press Reauthorize: a token that exists nowhere else took over 5 s to be stored, and the next one may be lost.',
      metric: lateTokens.with({ period: SOON }),
      from: 1,
    },
    Throttled: {
      harm: 'Merchants are turned away, or wait: more requests come in than are let through.',
      metric: together(
        'FILL(turnedAway, 0) + FILL(waiting, 0)',
        { turnedAway, waiting: exchange.metricThrottles() },
        SOON,
      ),
      from: 10,
    },
  };
}

function waiting(queue: IQueue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: SOON, statistic: 'Maximum' });
}

function webhookAlarms(metrics: Metrics, lostWebhooks: IQueue): Readonly<Record<string, HarmAlarm>> {
  return {
    WebhooksLost: {
      harm: 'Your own systems have not heard what became of a store: an event could not even be sent to its URL.',
      metric: waiting(lostWebhooks),
      from: 1,
    },
    DeliveriesFailing: {
      harm: 'Your own systems have missed an event for good, said no to one, or are sent none any more after five days of failures.',
      metric: metrics.failedDeliveries.with({ period: HOUR }),
      from: 1,
    },
  };
}

function backendAlarms({ metrics, deadLetters, lostHealthChecks }: Watched): Readonly<Record<string, HarmAlarm>> {
  return {
    DeadLetters: {
      harm: 'Your own systems have not heard what became of a store: an event could not be delivered.',
      metric: waiting(deadLetters),
      from: 1,
    },
    ApiBroken: {
      harm: 'Your own systems get errors of ours from the API where they ask for connections or call stores.',
      metric: metrics.brokenApi.with({ period: SOON }),
      from: 3,
    },
    ProbesLost: {
      harm: 'Your own systems get no event of stores whose credentials died, nor of those that came back: their health checks did not run.',
      metric: waiting(lostHealthChecks),
      from: 1,
    },
    StoresLost: {
      harm: 'Merchants of ten stores or more were cut off from your product within the hour: their credentials died, or their stores cannot be reached.',
      metric: metrics.lostStores.with({ period: HOUR }),
      from: 10,
    },
  };
}

function together(expression: string, usingMetrics: Record<string, IMetric>, period: Duration): MathExpression {
  return new MathExpression({ expression, usingMetrics, period });
}
