import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/**
 * An execution that is aborted by hand, or that could not even record a failure, leaves its handshake open. Step
 * Functions sends EventBridge an event of every such end, and the exchange records it. Delivery is retried for a day;
 * then the event becomes a dead letter.
 */
export function endAbortedExecutions(
  scope: Construct,
  machine: StateMachine,
  exchange: IFunction,
  deadLetterQueue: IQueue,
): Rule {
  const event = RuleTargetInput.fromObject({
    task: 'EndAborted',
    activation: EventField.fromPath('$.detail.name'),
    input: EventField.fromPath('$.detail.input'),
  });
  return new Rule(scope, 'Stopped', {
    description: 'Handfast: a handshake whose execution was aborted, failed or timed out',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [machine.stateMachineArn], status: ['ABORTED', 'FAILED', 'TIMED_OUT'] },
    },
    targets: [new LambdaFunction(exchange, { event, deadLetterQueue })],
  });
}
