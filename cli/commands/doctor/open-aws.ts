import { oneLine } from '../../output/cli-error.ts';
import type { AskAws } from './ask-aws.ts';

const OWN_ADDRESS = /\.execute-api\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const IN_ARN = /^arn:[^:]+:[^:]+:(?<region>[a-z0-9-]+):/;

export type AwsWanted = { readonly region?: string | undefined; readonly profile?: string | undefined };

/** The region that an address or ARN of the deployment says. */
export function regionIn(texts: readonly (string | undefined)[]): string | undefined {
  return texts
    .map((text) => OWN_ADDRESS.exec(URL.parse(text ?? '')?.hostname ?? '') ?? IN_ARN.exec(text ?? ''))
    .find((match) => match !== null)?.groups?.['region'];
}

/**
 * Asks AWS with the credentials that the AWS CLI would find.
 *
 * @returns why it cannot be asked, where there are none
 */
export async function openAws({ region, profile }: AwsWanted): Promise<AskAws | string> {
  if (region === undefined) return 'nothing says which AWS region it is in: give --region';
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  const provider = defaultProvider(profile === undefined ? {} : { profile });
  const credentials = await provider().catch((error: unknown) => oneLine(error).replace(/\.$/, ''));
  if (typeof credentials === 'string')
    return `no AWS credentials (${credentials}): log in ("aws sso login"), or name a profile`;
  const { GetAccountSettingsCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const { GetQueueAttributesCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const access = { region, credentials };
  const [lambda, sqs, stacks] = [new LambdaClient(access), new SQSClient(access), new CloudFormationClient(access)];
  return {
    region,
    async stackStatus(name) {
      const { Stacks: [found] = [] } = await stacks.send(new DescribeStacksCommand({ StackName: name }));
      return found?.StackStatus ?? 'UNKNOWN';
    },
    async concurrency() {
      const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },
    async messagesIn(queueUrl) {
      const wanted = { QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessages' as const] };
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand(wanted));
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
  };
}
