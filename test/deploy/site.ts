import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ALLOW_LOOPBACK_STORES } from '../../functions/adapters/lambda/environment.ts';
import { type DemoStore, type DemoStoreOptions, startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { CLIENT_ID, type OpenidProvider, startOpenidProvider } from '../../infra/local/openid/provider.ts';
import type { SettingsInput } from '../../infra/settings/settings.ts';
import { integrationOf } from '../journey/local-setup.ts';
import { ACCOUNT, freePort, REGION, startEmulator } from './emulator.ts';
import { createOperator, STACK } from './operator.ts';

export type Site = Awaited<ReturnType<typeof openInstance>>;

const CLIENT_SECRET_NAME = 'acme/openid-client';
const QUEUE = 'acme-backend';

/** An AWS with an operator, the vendor's OpenID provider and queue, and merchants' stores: all that a deployment meets. */
export async function openInstance() {
  const aws = await startEmulator();
  const closers: (() => Promise<unknown>)[] = [aws.close];
  const operator = createOperator(aws);
  const clientSecret = randomBytes(24).toString('base64url');
  const secrets = new SecretsManagerClient(aws.access);
  await secrets.send(new CreateSecretCommand({ Name: CLIENT_SECRET_NAME, SecretString: clientSecret }));
  const port = await freePort();
  const settings: SettingsInput = {
    products: [
      { id: 'demo', name: 'Acme Books' },
      { id: 'erp', name: 'Acme ERP' },
    ],
    signIn: { issuer: `http://127.0.0.1:${port}`, clientId: CLIENT_ID, clientSecretName: CLIENT_SECRET_NAME },
    allowLoopbackStores: ALLOW_LOOPBACK_STORES,
  };
  const cloud = new CloudFormationClient(aws.access);
  return {
    aws,
    operator,
    settings,
    clientSecret,
    machines: new SFNClient(aws.access),
    table: new DynamoDBClient(aws.access),
    resources: (type: string) => resourcesOf(cloud, type),
    stackStatus: () => stackStatus(cloud),
    logged: () => logged(cloud, new CloudWatchLogsClient(aws.access)),
    listen: (bus: string) => listen(aws.access, bus),
    /** Puts a message into the one queue of the stack whose name holds these words. */
    send: async (queue: string, message: object) =>
      sendTo(aws.access, await resourcesOf(cloud, 'AWS::SQS::Queue'), queue, message),
    /** Registers the deployment with the vendor's provider, whose issuer URL it was given before. */
    async openProvider(publicUrl: string): Promise<void> {
      const provider: OpenidProvider = await startOpenidProvider({
        port,
        keyFile: join(aws.folder, 'openid-keys.json'),
        clientSecret,
        redirectUri: `${publicUrl}/signin/return`,
        consoleRedirectUri: `${publicUrl}/console/session/return`,
        postLogoutRedirectUri: `${publicUrl}/`,
      });
      closers.push(provider.close);
    },
    async store(
      publicUrl: string,
      product: string,
      options: DemoStoreOptions = {},
    ): Promise<DemoStore & { id: number }> {
      const store = await startDemoStore({ integrations: [integrationOf(publicUrl, product)], ...options });
      closers.push(store.close);
      return { ...store, id: store.states()[0]?.id ?? 0 };
    },
    async close(): Promise<void> {
      for (const close of closers.toReversed()) await close();
    },
  };
}

/** The physical ids of the stack's resources of one type. */
async function resourcesOf(client: CloudFormationClient, type: string): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: STACK })) {
    for (const { ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (ResourceType === type && PhysicalResourceId !== undefined) found.push(PhysicalResourceId);
    }
  }
  return found;
}

/** @returns undefined when there is no such stack (any more) */
async function stackStatus(client: CloudFormationClient): Promise<string | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
    return Stacks?.[0]?.StackStatus;
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

async function sendTo(
  access: Awaited<ReturnType<typeof startEmulator>>['access'],
  queues: readonly string[],
  words: string,
  message: object,
): Promise<void> {
  const [QueueUrl, ...others] = queues.filter((url) => url.includes(words));
  if (QueueUrl === undefined || others.length > 0) throw new Error(`${queues.join()}: not one is ${words}`);
  const client = new SQSClient({ ...access, useQueueUrlAsEndpoint: false });
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
}

/** Everything that the stack's log groups hold. */
async function logged(cloud: CloudFormationClient, client: CloudWatchLogsClient): Promise<string> {
  const lines: string[] = [];
  for (const logGroupName of await resourcesOf(cloud, 'AWS::Logs::LogGroup')) {
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName })) {
      lines.push(...(page.events ?? []).map(({ message }) => message ?? ''));
    }
  }
  return lines.join('\n');
}

/**
 * The vendor's backend: a queue that hears what Handfast announces.
 *
 * @returns takes what has come since it was asked last
 */
async function listen(access: Awaited<ReturnType<typeof startEmulator>>['access'], bus: string) {
  const queues = new SQSClient(access);
  const rules = new EventBridgeClient(access);
  const Arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${QUEUE}`;
  const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, Resource: Arn }] });
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: QUEUE, Attributes: { Policy } }));
  const EventPattern = JSON.stringify({ source: ['handfast'] });
  await rules.send(new PutRuleCommand({ Name: QUEUE, EventBusName: bus, EventPattern }));
  await rules.send(new PutTargetsCommand({ Rule: QUEUE, EventBusName: bus, Targets: [{ Id: QUEUE, Arn }] }));
  return async (): Promise<string[]> => {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    return Messages.map(({ Body }) => Body ?? '');
  };
}
