import * as z from 'zod';
import { UserError } from '../user-error.ts';
import type { Find } from './find.ts';
import type { FunctionSpec } from './functions.ts';
import { MappingShape, QueueShape, ScheduleShape } from './resource-shapes.ts';

export type QueueSpec = {
  readonly name: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
  /** A message received more often than this goes to the dead letter queue. */
  readonly redrive?: { readonly maxReceives: number; readonly deadLettersArn: string };
};

/** What delivers a queue's messages to a function. */
export type MappingSpec = {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly maxConcurrency: number;
  /** Whether the function names the messages that failed; otherwise all of a batch do, or none. */
  readonly partial: boolean;
};

/** Sends `input` to a queue at every multiple of so many minutes. `<aws.scheduler.scheduled-time>` stands for the time. */
export type ScheduleSpec = { readonly everyMinutes: number; readonly queueArn: string; readonly input: string };

const MINUTES = /^(?:cron\(0\/(\d+) \* \* \* \? \*\)|rate\((\d+) minutes?\))$/;
const HOUR_MINUTES = 60;

/** In minutes that divide an hour: for those, both ways to say it mean the same here. */
function minutesOf(logicalId: string, expression: string): number {
  const [, cron, rate] = MINUTES.exec(expression) ?? [];
  const minutes = Number(cron ?? rate);
  if (minutes > 0 && HOUR_MINUTES % minutes === 0) return minutes;
  throw new UserError(`${logicalId} has the schedule "${expression}", which local mode does not know.`);
}

export function readQueues(find: Find): QueueSpec[] {
  return find(QueueShape, 'AWS::SQS::Queue').map(({ ref, arn, shape }) => ({
    name: ref,
    arn,
    visibilitySeconds: shape.VisibilityTimeout,
    ...(shape.RedrivePolicy && {
      redrive: {
        maxReceives: shape.RedrivePolicy.maxReceiveCount,
        deadLettersArn: shape.RedrivePolicy.deadLetterTargetArn,
      },
    }),
  }));
}

export function readMappings(find: Find, functions: readonly FunctionSpec[]): MappingSpec[] {
  return find(MappingShape, 'AWS::Lambda::EventSourceMapping').map(({ logicalId, shape }) => {
    const target = functions.find(({ name, arn }) => shape.FunctionName === name || shape.FunctionName === arn);
    if (!target) throw new UserError(`${logicalId} invokes no function.`);
    return {
      queueArn: shape.EventSourceArn,
      functionArn: target.arn,
      batchSize: shape.BatchSize,
      maxConcurrency: shape.ScalingConfig.MaximumConcurrency,
      partial: shape.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    };
  });
}

export function readSchedules(find: Find): ScheduleSpec[] {
  return find(ScheduleShape, 'AWS::Scheduler::Schedule').map(({ logicalId, shape }) => ({
    everyMinutes: minutesOf(logicalId, shape.ScheduleExpression),
    queueArn: z.string().startsWith('arn:aws:sqs:', `${logicalId} sends to no queue`).parse(shape.Target.Arn),
    input: shape.Target.Input,
  }));
}
