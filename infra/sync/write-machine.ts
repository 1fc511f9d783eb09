import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
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
import { AWS_FAULTS } from '../functions/aws-faults.ts';
import { CUT_OFF, CUT_OFF_RETRIES } from './sync-machine.ts';

const RETRIES = 6;
const RETRY = { interval: Duration.seconds(2), backoffRate: 2 };

export type WriteFunctions = {
  readonly write: IFunction;
  /** With the vendor's writers; undefined where there are none. */
  readonly custom: IFunction | undefined;
};

/**
 * Writes the batches of a channel, one after the other: `Write → MoreToWrite → WaitForWrite → Write`, until none waits.
 * For a batch of the vendor's writers, `CustomWrite` comes between: the function that has their code.
 *
 * Input: the execution's own name, which names the channel. The history holds that, and counts of seconds. One execution
 * has a channel at a time; whoever finds that it is gone starts another, so that none is taken up again here.
 */
export function createWriteMachine(
  scope: Construct,
  { write, custom }: WriteFunctions,
  retention: RetentionDays,
): StateMachine {
  const slice = writeTask(scope, 'Write', write, 'Write');
  slice.addRetry({ ...RETRY, errors: AWS_FAULTS, maxAttempts: RETRIES });
  const wait = new Wait(scope, 'WaitForWrite', { time: WaitTime.secondsPath('$.slice.waitSeconds') });
  const more = new Choice(scope, 'MoreToWrite');
  if (custom !== undefined) {
    more.when(Condition.booleanEquals('$.slice.custom', true), customWrite(scope, { write, custom }, more));
  }
  more
    .when(Condition.booleanEquals('$.slice.more', true), wait.next(slice))
    .otherwise(new Succeed(scope, 'NothingLeft'));
  return new StateMachine(scope, 'WriteMachine', {
    comment: "Writes the vendor's changes of a channel",
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromChainable(slice.next(more)),
    logs: {
      destination: new LogGroup(scope, 'WriteMachineLogs', { retention, removalPolicy: RemovalPolicy.DESTROY }),
      // Every event, without data.
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
    tracingEnabled: true,
  });
}

/** When the vendor's code is cut off, the other function says so, and goes on with the next batch. */
function customWrite(
  scope: Construct,
  { write, custom }: { readonly write: IFunction; readonly custom: IFunction },
  more: Choice,
): LambdaInvoke {
  const slice = writeTask(scope, 'CustomWrite', custom, 'Write');
  slice.addRetry({ ...RETRY, errors: CUT_OFF, maxAttempts: CUT_OFF_RETRIES });
  const faults = AWS_FAULTS.filter((fault) => !CUT_OFF.includes(fault));
  slice.addRetry({ ...RETRY, errors: faults, maxAttempts: RETRIES });
  const cutOff = writeTask(scope, 'WriterCutOff', write, 'CutOff');
  cutOff.addRetry({ ...RETRY, errors: AWS_FAULTS, maxAttempts: RETRIES });
  slice.addCatch(cutOff, { errors: CUT_OFF, resultPath: JsonPath.DISCARD });
  cutOff.next(more);
  slice.next(more);
  return slice;
}

function writeTask(scope: Construct, id: string, lambdaFunction: IFunction, task: string): LambdaInvoke {
  return new LambdaInvoke(scope, id, {
    lambdaFunction,
    payload: TaskInput.fromObject({ task, run: JsonPath.stringAt('$.run') }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    resultPath: '$.slice',
  });
}
