import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import {
  DefinitionBody,
  IntegrationPattern,
  JsonPath,
  LogLevel,
  StateMachine,
  StateMachineType,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { CONSENT_WAIT_SECONDS } from '../../functions/domain/handshake/activation.ts';
import type { RefusalCode } from '../../functions/domain/refusals/refusal.ts';
import { AWS_FAULTS } from '../functions/aws-faults.ts';

/** Nothing was sent, or the store asked to come back: whatever the call, it was not carried out. */
const NOT_CARRIED_OUT: readonly RefusalCode[] = ['store_unreachable', 'tls_failed', 'store_busy', 'store_error'];

/** The store may have carried the call out. Retried only where the response can be had twice. */
const UNCLEAR: readonly RefusalCode[] = ['store_timeout', 'store_invalid_response'];

function retry(errors: readonly string[], maxAttempts: number): RetryProps {
  return { errors: [...errors], interval: Duration.seconds(1), backoffRate: 2, maxAttempts };
}

/**
 * The handshake:
 *
 * `RequestToken → WaitForConsent → AccessToken → Check → Link → Announce`, from *Link* back by way of `AskAgain` where the
 * store has another connection than the merchant was shown, and from anywhere `Fail → Announce`.
 *
 * Input: product, key digest and activation id. Steps change the table, never this; so the history holds ids only.
 * A refused handshake is a success of the machine. It fails only when even that could not be recorded.
 */
export function createHandshakeMachine(scope: Construct, exchange: IFunction, retention: RetentionDays): StateMachine {
  const announce = step(scope, exchange, 'Announce', [retry(['States.ALL'], 8)]);
  const fail = step(scope, exchange, 'Fail', [retry(['States.ALL'], 8)]).next(announce);
  const link = step(scope, exchange, 'Link', [retry(AWS_FAULTS, 4)]);
  // A store that has just issued a token may still be warming its caches.
  const check = step(scope, exchange, 'Check', [retry(AWS_FAULTS, 2), retry([...NOT_CARRIED_OUT, ...UNCLEAR], 3)]);
  const accessToken = step(scope, exchange, 'AccessToken', [retry(AWS_FAULTS, 2), retry(NOT_CARRIED_OUT, 3)]);
  const consent = waitForConsent(scope, exchange, 'WaitForConsent');
  const askAgain = waitForConsent(scope, exchange, 'AskAgain');
  const requestToken = step(scope, exchange, 'RequestToken', [
    retry(AWS_FAULTS, 2),
    // Magento either answered or did not; the second request shows which.
    retry([...NOT_CARRIED_OUT, ...UNCLEAR], 2),
  ]);
  // The store has another connection than the merchant was shown.
  link.addCatch(askAgain.next(link), {
    errors: ['consent_outdated' satisfies RefusalCode],
    resultPath: JsonPath.DISCARD,
  });
  for (const state of [requestToken, consent, askAgain, accessToken, check, link]) {
    state.addCatch(fail, { errors: ['States.ALL'], resultPath: '$.error' });
  }
  return new StateMachine(scope, 'Machine', {
    comment: 'One handshake between Magento and Handfast',
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromChainable(
      requestToken.next(consent).next(accessToken).next(check).next(link).next(announce),
    ),
    logs: {
      destination: new LogGroup(scope, 'MachineLogs', {
        retention,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      // Every event, without data: input and output of a step are in no log.
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
    tracingEnabled: true,
  });
}

const REFERENCE = {
  product: JsonPath.stringAt('$.product'),
  key: JsonPath.stringAt('$.key'),
  activation: JsonPath.stringAt('$.activation'),
};

function step(scope: Construct, exchange: IFunction, task: string, retries: readonly RetryProps[]): LambdaInvoke {
  const state = new LambdaInvoke(scope, task, {
    lambdaFunction: exchange,
    payload: TaskInput.fromObject({
      task,
      ...REFERENCE,
      ...(task === 'Fail' ? { error: JsonPath.objectAt('$.error') } : {}),
    }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    resultPath: JsonPath.DISCARD,
  });
  for (const one of retries) state.addRetry(one);
  return state;
}

function waitForConsent(scope: Construct, exchange: IFunction, id: 'WaitForConsent' | 'AskAgain'): LambdaInvoke {
  const state = new LambdaInvoke(scope, id, {
    lambdaFunction: exchange,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({ task: 'WaitForConsent', ...REFERENCE, taskToken: JsonPath.taskToken }),
    taskTimeout: Timeout.duration(Duration.seconds(CONSENT_WAIT_SECONDS)),
    retryOnServiceExceptions: false,
    resultPath: JsonPath.DISCARD,
  });
  state.addRetry(retry(AWS_FAULTS, 4));
  return state;
}
