import { Duration, Stack } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { SOURCE } from '../../functions/adapters/eventbridge/event-bus.ts';
import type { EventType } from '../../functions/domain/events.ts';
import { LOOK_RECEIVES, LOOK_STALE_MINUTES, LOOK_WINDOW_MINUTES } from '../../functions/domain/sync/look.ts';

/** Longer than the time-outs of the functions, as SQS demands. */
const VISIBLE_AGAIN_MINUTES = 6;

/** What channels follow: how their connections fare. */
const FOLLOWED: readonly EventType[] = [
  'connection.created',
  'connection.reauthorized',
  'connection.moved',
  'connection.needs_reauthorization',
  'connection.inactive',
  'connection.unreachable',
  'connection.recovered',
  'connection.disconnected',
];

export type SyncQueues = {
  /** Windows of the schedule, and events of connections. */
  readonly windows: Queue;
  /** One message for each channel whose turn it is. */
  readonly looks: Queue;
  /** The same for the vendor's connectors; undefined where there are none. */
  readonly customLooks: Queue | undefined;
  readonly deadLetters: Queue;
  readonly schedule: Schedule;
  readonly rule: Rule;
};

/** Everything between the schedule, the bus and the functions that look at stores. */
export function createSyncQueues(scope: Construct, bus: EventBus, hasCustom: boolean): SyncQueues {
  const deadLetters = new Queue(scope, 'SyncLost', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const windows = queue(scope, 'SyncWindows', deadLetters, Duration.days(4));
  // A look that has waited for longer is dropped: a later one does the same.
  const looksKept = Duration.minutes(4 * LOOK_STALE_MINUTES);
  const looks = queue(scope, 'SyncLooks', deadLetters, looksKept);
  const customLooks = hasCustom ? queue(scope, 'SyncCustomLooks', deadLetters, looksKept) : undefined;
  const rule = new Rule(scope, 'SyncRule', {
    description: 'Handfast: what becomes of connections, for their channels',
    eventBus: bus,
    eventPattern: { source: [SOURCE], detailType: [...FOLLOWED] },
    targets: [new SqsQueue(windows, { deadLetterQueue: deadLetters })],
  });
  return { windows, looks, customLooks, deadLetters, rule, schedule: createSchedule(scope, windows, deadLetters) };
}

function queue(scope: Construct, id: string, deadLetters: Queue, retentionPeriod: Duration): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.minutes(VISIBLE_AGAIN_MINUTES),
    retentionPeriod,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: LOOK_RECEIVES },
  });
}

function createSchedule(scope: Construct, windows: Queue, deadLetterQueue: Queue): Schedule {
  return new Schedule(scope, 'SyncSchedule', {
    description: 'Handfast: names the window of channels whose turn it is',
    schedule: ScheduleExpression.cron({ minute: `0/${LOOK_WINDOW_MINUTES}` }),
    target: new SqsSendMessage(windows, {
      input: ScheduleTargetInput.fromObject({ at: ContextAttribute.scheduledTime }),
      role: new Role(scope, 'SyncScheduleRole', {
        assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
          conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
        }),
      }),
      deadLetterQueue,
      maxEventAge: Duration.minutes(LOOK_STALE_MINUTES),
    }),
  });
}
