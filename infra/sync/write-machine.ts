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

const RETRIES = 6;

/**
 * Writes the batches of a channel, one after the other: `Write → MoreToWrite → WaitForWrite → Write`, until none waits.
 *
 * Input: the execution's own name, which names the channel. The history holds that, and counts of seconds. One execution
 * has a channel at a time; whoever finds that it is gone starts another, so that none is taken up again here.
 */
export function createWriteMachine(scope: Construct, write: IFunction, retention: RetentionDays): StateMachine {
  const slice = new LambdaInvoke(scope, 'Write', {
    lambdaFunction: write,
    payload: TaskInput.fromObject({ task: 'Write', run: JsonPath.stringAt('$.run') }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    resultPath: '$.slice',
  });
  slice.addRetry({ errors: AWS_FAULTS, interval: Duration.seconds(2), backoffRate: 2, maxAttempts: RETRIES });
  const wait = new Wait(scope, 'WaitForWrite', { time: WaitTime.secondsPath('$.slice.waitSeconds') });
  const more = new Choice(scope, 'MoreToWrite')
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
