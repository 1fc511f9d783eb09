import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { HEALTH_CHECK_WINDOW_MINUTES } from '../functions/domain/health.ts';

/**
 * The first probe that fails is repeated after this: whatever is said of a store was seen twice. Longer than the function
 * may take, as SQS demands; the six times of it that AWS advises are for queues whose functions are throttled, and this
 * one never has more than two messages to take at a time.
 */
const CONFIRM_MINUTES = 6;

/** Once to probe, once to confirm; more only when the function itself fails. */
const MAX_RECEIVES = 5;

/** The least that AWS allows. */
const AT_ONCE = 2;

export type HealthChecks = { readonly queue: Queue; readonly deadLetters: Queue; readonly schedule: Schedule };

/** Has each connection probed once a day: every five minutes a message names the slot of the day whose turn it is. */
export function createHealthChecks(scope: Construct, probe: IFunction): HealthChecks {
  const deadLetters = new Queue(scope, 'ProbesLost', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const queue = new Queue(scope, 'Probes', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.minutes(CONFIRM_MINUTES),
    retentionPeriod: Duration.days(1),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
  });
  const schedule = new Schedule(scope, 'ProbeSchedule', {
    description: 'Handfast: whose turn it is to be probed',
    schedule: ScheduleExpression.cron({ minute: `0/${HEALTH_CHECK_WINDOW_MINUTES}` }),
    target: new SqsSendMessage(queue, {
      input: ScheduleTargetInput.fromObject({ at: ContextAttribute.scheduledTime }),
      role: new Role(scope, 'ProbeScheduleRole', {
        assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
          conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
        }),
      }),
      deadLetterQueue: deadLetters,
      maxEventAge: Duration.hours(1),
    }),
  });
  probe.addEventSource(
    new SqsEventSource(queue, { batchSize: 1, maxConcurrency: AT_ONCE, reportBatchItemFailures: true }),
  );
  return { queue, deadLetters, schedule };
}
