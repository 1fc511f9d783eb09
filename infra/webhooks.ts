import { Duration, Stack } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  DELIVERIES_SOURCE,
  DELIVERIES_TYPE,
  PING_SOURCE,
  PING_TYPE,
  SOURCE,
} from '../functions/adapters/eventbridge/event-bus.ts';
import { DELIVERED_EVENTS } from '../functions/domain/integrations/deliveries/event-map.ts';

/** How often what is due is sent. */
const PASS_MINUTES = 5;

/**
 * Longer than the function's time-out, as SQS demands: what a crashed function was working on is delivered again then.
 */
const VISIBLE_AGAIN_MINUTES = 6;

/** Only the function's own errors lead here: what a URL answers is recorded, and tried again by a pass. */
const MAX_RECEIVES = 5;

/** Messages that one function takes: URLs that do not answer delay only the functions that wait for them. */
const BATCH_SIZE = 10;
const MAX_CONCURRENCY = 100;

export type Webhooks = {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly rule: Rule;
  readonly schedule: Schedule;
};

/** Every event of the bus, into a queue, to the function that delivers them to the URLs of integrations. */
export function createWebhooks(scope: Construct, bus: EventBus, webhooks: IFunction): Webhooks {
  const deadLetters = new Queue(scope, 'WebhooksLost', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const queue = new Queue(scope, 'WebhookEvents', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.minutes(VISIBLE_AGAIN_MINUTES),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
  });
  const rule = new Rule(scope, 'WebhookRule', {
    description: "Handfast: events for the vendor's URLs, tests of those URLs, and requests to send what is due",
    eventBus: bus,
    eventPattern: {
      source: [SOURCE, PING_SOURCE, DELIVERIES_SOURCE],
      // Events about records come by the thousand, and go to no URL.
      detailType: [...DELIVERED_EVENTS, PING_TYPE, DELIVERIES_TYPE],
    },
    targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
  });
  const schedule = new Schedule(scope, 'WebhookSchedule', {
    description: 'Handfast: sends what is due',
    schedule: ScheduleExpression.cron({ minute: `0/${PASS_MINUTES}` }),
    target: new SqsSendMessage(queue, {
      input: ScheduleTargetInput.fromObject({ due: true }),
      role: new Role(scope, 'WebhookScheduleRole', {
        assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
          conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
        }),
      }),
      deadLetterQueue: deadLetters,
      maxEventAge: Duration.minutes(PASS_MINUTES),
    }),
  });
  webhooks.addEventSource(
    new SqsEventSource(queue, {
      batchSize: BATCH_SIZE,
      maxConcurrency: MAX_CONCURRENCY,
      reportBatchItemFailures: true,
    }),
  );
  return { queue, deadLetters, rule, schedule };
}
