import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Errors,
  Fail,
  JsonPath,
  LogLevel,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { RefusalCode } from '../../functions/domain/refusals/refusal.ts';
import { AWS_FAULTS } from '../functions/aws-faults.ts';

const RETRIES = 6;

/** What becomes of a function whose code never returns, or takes all memory. */
export const CUT_OFF = ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError'];
export const CUT_OFF_RETRIES = 1;

/** Over half an hour, whatever it fails with: the end of a run has to be recorded. */
const END_RETRIES = { errors: [Errors.ALL], interval: Duration.seconds(5), backoffRate: 2, maxAttempts: 9 };
const END_PAUSE_MAX = Duration.minutes(10);

export type SliceFunctions = {
  readonly slice: IFunction;
  /** With the vendor's connectors; undefined where there are none. */
  readonly custom: IFunction | undefined;
};

/**
 * One run over the connectors of a channel: `Slice → MoreToRead → WaitForSlice → Slice`, until nothing is left; then the
 * same with the vendor's connectors, in the function that has their code.
 *
 * Input: ids of run and channel. Slices store what they have read in the change log, and a run's progress in its item,
 * so the history holds ids and counts of seconds only. A slice has about eight events, and a history 25,000.
 */
export function createSyncMachine(
  scope: Construct,
  { slice, custom }: SliceFunctions,
  retention: RetentionDays,
): StateMachine {
  const over = new Succeed(scope, 'RunOver');
  const broken = brokenOff(scope, slice);
  const read = runTask(scope, 'Slice', slice, 'Slice');
  read.addRetry({ errors: AWS_FAULTS, interval: Duration.seconds(2), backoffRate: 2, maxAttempts: RETRIES });
  read.addCatch(broken, { resultPath: JsonPath.DISCARD });
  const wait = new Wait(scope, 'WaitForSlice', { time: WaitTime.secondsPath('$.slice.waitSeconds') });
  const more = new Choice(scope, 'MoreToRead').when(Condition.booleanEquals('$.slice.more', true), wait.next(read));
  if (custom !== undefined) {
    more.when(
      Condition.booleanEquals('$.slice.custom', true),
      customSlices(scope, { slice, custom }, { over, broken }),
    );
  }
  more.otherwise(over);
  return new StateMachine(scope, 'SyncMachine', {
    comment: 'One run over the connectors of a channel',
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromChainable(read.next(more)),
    logs: {
      destination: new LogGroup(scope, 'SyncMachineLogs', { retention, removalPolicy: RemovalPolicy.DESTROY }),
      // Every event, without data: what a slice was given and gave is in no log.
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
    tracingEnabled: true,
  });
}

/** A run whose slices fail for good has failed. */
function brokenOff(scope: Construct, slice: IFunction): LambdaInvoke {
  const end = runTask(scope, 'EndRun', slice, 'EndRun');
  end.addRetry({ ...END_RETRIES, maxDelay: END_PAUSE_MAX });
  end.next(new Fail(scope, 'RunFailed', { error: 'run_interrupted' satisfies RefusalCode }));
  return end;
}

type Ends = { readonly over: Succeed; readonly broken: LambdaInvoke };

/** Slices of the vendor's connectors. When they are cut off, the other function says so and ends the run. */
function customSlices(
  scope: Construct,
  { slice, custom }: { readonly slice: IFunction; readonly custom: IFunction },
  { over, broken }: Ends,
): LambdaInvoke {
  const read = runTask(scope, 'CustomSlice', custom, 'Slice');
  const retry = { interval: Duration.seconds(2), backoffRate: 2 };
  read.addRetry({ ...retry, errors: CUT_OFF, maxAttempts: CUT_OFF_RETRIES });
  const faults = AWS_FAULTS.filter((fault) => !CUT_OFF.includes(fault));
  read.addRetry({ ...retry, errors: faults, maxAttempts: RETRIES });
  const cutOff = runTask(scope, 'CutOff', slice, 'CutOff');
  cutOff.addRetry({ ...retry, errors: AWS_FAULTS, maxAttempts: RETRIES });
  cutOff.addCatch(broken, { resultPath: JsonPath.DISCARD });
  read.addCatch(cutOff.next(over), { errors: CUT_OFF, resultPath: JsonPath.DISCARD });
  read.addCatch(broken, { resultPath: JsonPath.DISCARD });
  const wait = new Wait(scope, 'WaitForCustomSlice', { time: WaitTime.secondsPath('$.slice.waitSeconds') });
  const more = new Choice(scope, 'MoreCustomToRead')
    .when(Condition.booleanEquals('$.slice.more', true), wait.next(read))
    .otherwise(over);
  read.next(more);
  return read;
}

function runTask(scope: Construct, id: string, lambdaFunction: IFunction, task: string): LambdaInvoke {
  return new LambdaInvoke(scope, id, {
    lambdaFunction,
    payload: TaskInput.fromObject({ task, run: JsonPath.stringAt('$.run') }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    resultPath: '$.slice',
  });
}

/** An execution that is aborted by hand, or could not even end its run, leaves it open: this ends it. */
export function endAbortedRuns(
  scope: Construct,
  machine: StateMachine,
  slice: IFunction,
  deadLetterQueue: IQueue,
): Rule {
  const event = RuleTargetInput.fromObject({ task: 'EndRun', run: EventField.fromPath('$.detail.name') });
  return new Rule(scope, 'RunsAborted', {
    description: 'Handfast: a run over a channel whose execution was aborted, failed or timed out',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [machine.stateMachineArn], status: ['ABORTED', 'FAILED', 'TIMED_OUT'] },
    },
    targets: [new LambdaFunction(slice, { event, deadLetterQueue })],
  });
}
