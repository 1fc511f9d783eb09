import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Handfast } from './handfast.ts';

/** What cdk-nag finds and why it stays: every entry names the rule and the reason. */
export function acknowledgeFindings(handfast: Handfast): void {
  Validations.of(handfast.api).acknowledge({
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason:
      'Magento cannot authenticate itself, and merchants come before they sign in. The callback accepts exact ' +
      'shapes only, the popup has its own encrypted cookie and CSRF token.',
  });
  Validations.of(handfast.cookieSecret).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason:
      'It encrypts cookies that live for two hours. Rotation by hand works without an interruption, since the ' +
      'previous version stays accepted.',
  });
  Validations.of(handfast.machine).acknowledge(
    {
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${logicalIdOf(handfast.functions.exchange)}.Arn>:*]`,
      reason: 'The CDK grants a machine its function with all versions of it. There is one function and one caller.',
    },
    {
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: "X-Ray and CloudWatch's log delivery have no resource-level permissions.",
    },
  );
}

function logicalIdOf(construct: IConstruct): string {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) throw new Error(`${construct.node.path} is not one resource`);
  return Stack.of(construct).resolve(resource.logicalId);
}
