import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { HEALTH_CHECK_WINDOW_MINUTES } from '../functions/domain/stores/health.ts';

/**
 * The first health check that fails is repeated after this: a status changes only when the failure was seen twice.
 * Longer than the function's time-out, as SQS demands. AWS advises six times that, for functions that may be throttled;
 * this one takes two messages at a time at most.
 */
const CONFIRM_MINUTES = 6;

/** Once to check, once to confirm; more only when the function itself fails. */
const MAX_RECEIVES = 5;

/** The least that AWS allows. */
const MAX_CONCURRENCY = 2;

export type HealthChecks = { readonly queue: Queue; readonly deadLetters: Queue; readonly schedule: Schedule };

/**
 * Checks each connection once a day: every five minutes a message names the window of the day whose turn it is. The
 * logical ids are those of the first release, so that an upgrade keeps the queues.
 */
export function createHealthChecks(scope: Construct, health: IFunction): HealthChecks {
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
    description: 'Handfast: names the window of health checks whose turn it is',
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
  health.addEventSource(
    new SqsEventSource(queue, { batchSize: 1, maxConcurrency: MAX_CONCURRENCY, reportBatchItemFailures: true }),
  );
  return { queue, deadLetters, schedule };
}
