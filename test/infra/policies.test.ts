import { beforeAll, describe, expect, test } from 'vitest';
import { attemptItem } from '../../functions/adapters/dynamodb/activations/activation-item.ts';
import { auditKey } from '../../functions/adapters/dynamodb/audit.ts';
import { answersContext, connectionKey } from '../../functions/adapters/dynamodb/connection-item.ts';
import {
  aliasKey,
  integrationKey,
  snapshotKey,
} from '../../functions/adapters/dynamodb/integrations/integration-item.ts';
import { PRODUCT_SLUGS_KEY, productKey } from '../../functions/adapters/dynamodb/integrations/product-item.ts';
import { keyItem } from '../../functions/adapters/dynamodb/keys/key-item.ts';
import { SAML_KEY_ITEM } from '../../functions/adapters/dynamodb/saml/saml-keys.ts';
import { samlRequestKey } from '../../functions/adapters/dynamodb/saml/saml-request-item.ts';
import { newSamlRequestId } from '../../functions/domain/handshake/saml-request.ts';
import { digestOf, newActivationId, newConnectionId, parseProductId } from '../../functions/domain/ids.ts';
import { newIntegrationId, snapshotIdOf } from '../../functions/domain/integrations/integration-ids.ts';
import { newChannelId, newRunId } from '../../functions/domain/sync/channel-ids.ts';
import {
  ALIASES,
  ANSWERS,
  ATTEMPTS,
  AUDIT,
  CHANNEL_AUDIT,
  CONNECTION_AUDIT,
  CONNECTIONS,
  INTEGRATIONS,
  KEYS,
  PRODUCT_LIST,
  PRODUCTS,
  RUN_AUDIT,
  SAML_KEYS,
  SAML_REQUESTS,
  SNAPSHOTS,
} from '../../infra/functions/policies.ts';
import { createStack, FULL, LEAST } from './template.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
  readonly Principal?: unknown;
};

/** Statements with a wildcard that must be, by resource and action, and why. */
const WILDCARDS: Readonly<Record<string, string>> = {
  'Machine lambda:InvokeFunction Exchange Exchange:*':
    'the CDK grants a machine its function with all versions; there is one function and one caller',
  'Machine logs:CreateLogDelivery,logs:DeleteLogDelivery,logs:DescribeLogGroups,logs:DescribeResourcePolicies,logs:GetLogDelivery,logs:ListLogDeliveries,logs:PutResourcePolicy,logs:UpdateLogDelivery,xray:GetSamplingRules,xray:GetSamplingTargets,xray:PutTelemetryRecords,xray:PutTraceSegments *':
    'log delivery and X-Ray know no resources',
  'SyncMachine lambda:InvokeFunction SyncSlice SyncSlice:*':
    'the CDK grants a machine its function with all versions; there is one function and one caller',
  'SyncMachine logs:CreateLogDelivery,logs:DeleteLogDelivery,logs:DescribeLogGroups,logs:DescribeResourcePolicies,logs:GetLogDelivery,logs:ListLogDeliveries,logs:PutResourcePolicy,logs:UpdateLogDelivery,xray:GetSamplingRules,xray:GetSamplingTargets,xray:PutTelemetryRecords,xray:PutTraceSegments *':
    'log delivery and X-Ray know no resources',
  'WriteMachine lambda:InvokeFunction SyncWrite SyncWrite:*':
    'the CDK grants a machine its function with all versions; there is one function and one caller',
  'WriteMachine logs:CreateLogDelivery,logs:DeleteLogDelivery,logs:DescribeLogGroups,logs:DescribeResourcePolicies,logs:GetLogDelivery,logs:ListLogDeliveries,logs:PutResourcePolicy,logs:UpdateLogDelivery,xray:GetSamplingRules,xray:GetSamplingTargets,xray:PutTelemetryRecords,xray:PutTraceSegments *':
    'log delivery and X-Ray know no resources',
  'Connections s3:PutObject Records/changes/*': 'objects of channels that nobody has made yet',
  'SyncWrite s3:DeleteObject,s3:GetObject,s3:PutObject Records/changes/*':
    'objects of channels that nobody has made yet',
  'Connections s3:DeleteObject,s3:GetObject Records/*': 'objects of channels that nobody has made yet',
  'Dispatch s3:DeleteObject Records/*': 'objects of channels that nobody has made yet',
  'Sync s3:DeleteObject,s3:GetObject,s3:PutObject Records/*': 'objects of channels that nobody has made yet',
  'SyncSlice s3:DeleteObject,s3:GetObject,s3:PutObject Records/*': 'objects of channels that nobody has made yet',
  'Connections states:DescribeExecution arn:aws:states:region:account:execution:SyncMachine:*':
    'executions of runs that nobody has asked for yet',
  'Dispatch states:DescribeExecution arn:aws:states:region:account:execution:SyncMachine:*':
    'executions of runs that nobody has asked for yet',
  'Sync states:DescribeExecution arn:aws:states:region:account:execution:SyncMachine:*':
    'executions of runs that nobody has asked for yet',
  'Console s3:PutObject Records/changes/*': 'objects of channels that nobody has made yet',
  'Console s3:DeleteObject,s3:GetObject Records/*': 'objects of channels that nobody has made yet',
  'Console states:DescribeExecution arn:aws:states:region:account:execution:SyncMachine:*':
    'executions of runs that nobody has asked for yet',
  'Console secretsmanager:GetSecretValue CookieSecret arn:aws:secretsmanager:region:account:secret:acme/console-??????':
    'Secrets Manager ends ARNs in six characters that nobody knows before the secret exists',
  'Login secretsmanager:GetSecretValue CookieSecret arn:aws:secretsmanager:region:account:secret:acme/sign-in-??????':
    'Secrets Manager ends ARNs in six characters that nobody knows before the secret exists',
};

let template: ReturnType<typeof createStack>['template'];
beforeAll(() => {
  template = createStack(FULL).template;
});

/** An intrinsic value as text: logical ids without prefix and hash. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).toSorted().join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name = '', inner] = []] = Object.entries(value);
  if (name === 'Fn::Join' && Array.isArray(inner)) return [inner[1]].flat().map(textOf).join(String(inner[0]));
  const id = String([inner].flat()[0]);
  return id.startsWith('AWS::')
    ? id
        .replace('AWS::Partition', 'aws')
        .replace('AWS::', '')
        .replace('AccountId', 'account')
        .replace('Region', 'region')
    : id.replace(/^Handfast/, '').replace(/[0-9A-F]{8}$/, '');
}

/** Every statement of every role. */
function statements(): {
  readonly who: string;
  readonly line: string;
  readonly when: string;
  readonly of: Statement;
}[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
    Properties.PolicyDocument.Statement.map((of: Statement) => {
      const who = textOf(Properties.Roles).replace('Role', '');
      return {
        who,
        line: `${who} ${[of.Action].flat().toSorted().join(',')} ${textOf(of.Resource)}`,
        when: of.Condition === undefined ? '' : conditionOf(of.Condition),
        of,
      };
    }),
  );
}

function conditionOf(condition: unknown): string {
  return Object.entries(Object(condition))
    .flatMap(([operator, tests]) =>
      Object.entries(Object(tests)).map(([key, value]) => `${operator} ${key} ${textOf(value)}`),
    )
    .join('; ');
}

const permissionsOf = (fn: string) =>
  statements()
    .filter(({ who, line }) => who === fn && !line.includes('logs:CreateLogStream'))
    .map(({ who, line, when }) => `${line.slice(who.length + 1)}${when === '' ? '' : ` if ${when}`}`)
    .filter((statement) => !statement.includes('kms:ViaService'))
    .toSorted();

describe('policies', () => {
  test('of the callback: to read the list of products, to change keys, to put refused attempts, and to encrypt for keys', () => {
    expect(permissionsOf('Callback')).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys PRODUCTS',
      'dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ACTIVATION#*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ATTEMPT#*',
      'kms:Encrypt Key if StringLike kms:EncryptionContext:item ACTIVATION#*',
    ]);
  });

  test('of the popup: to read, to record consent and answers, to move the machine, to check connections; never to decrypt handshakes', () => {
    expect(permissionsOf('Login')).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ACTIVATION#* ATTEMPT#* CONNECTION#* STORE#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys INTEGRATION#* PRODUCT#* PRODUCTS SNAPSHOT#*',
      'dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys SAML#*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ATTEMPT#*',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ACTIVATION#* ATTEMPT#* CONNECTION#*',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item ANSWERS#* CONNECTION#*',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item SAML#* SIGN_IN#*',
      'kms:Encrypt Key if StringLike kms:EncryptionContext:item ATTEMPT#*',
      'secretsmanager:GetSecretValue CookieSecret arn:aws:secretsmanager:region:account:secret:acme/sign-in-??????',
      'states:SendTaskFailure,states:SendTaskSuccess,states:StartExecution Machine',
    ]);
  });

  test('of the exchange: to read, to change what a handshake changes, to lease calls, to count stores, and both secrets', () => {
    expect(permissionsOf('Exchange')).toEqual([
      'dynamodb:DeleteItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys LEASE#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ACTIVATION#* ATTEMPT#* CONNECTION#* STORE#*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ATTEMPT#* CONNECTION#* STORE#*',
      'dynamodb:Query Table/index/byAccount',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ACTIVATION#* ATTEMPT#* CONNECTION#*',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item ATTEMPT#*',
      'kms:Decrypt,kms:Encrypt Key if StringLike kms:EncryptionContext:item ACTIVATION#* CONNECTION#*',
      'kms:Encrypt Key if StringLike kms:EncryptionContext:item ANSWERS#*',
      'states:SendTaskFailure,states:SendTaskSuccess Machine',
    ]);
  });

  test('of the API: to list, to store what it learns of a connection, to decrypt and publish, to keep channels, to read records and delete them, to keep changes; never to create or delete a connection, nor to write a record', () => {
    expect(permissionsOf('Connections')).toEqual([
      'dynamodb:BatchGetItem,dynamodb:DeleteItem,dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys BATCH#* BATCHES#*',
      'dynamodb:BatchGetItem,dynamodb:DeleteItem,dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CHANNEL#* RUN#*',
      'dynamodb:BatchGetItem,dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ATTEMPT#* COUNTS#*',
      'dynamodb:BatchGetItem,dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ENTRY#*',
      'dynamodb:BatchGetItem,dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CONNECTION#* DELIVERY#*',
      'dynamodb:BatchGetItem,dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys STREAM#*',
      'dynamodb:DeleteItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys LEASE#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CHANNEL_COUNTS',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys INTEGRATION#* PRODUCT#* PRODUCTS SNAPSHOT#*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys AUDIT#chn_* AUDIT#con_* AUDIT#run_*',
      'dynamodb:Query Table/index/byAccount Table/index/byHost Table/index/byProduct',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item ANSWERS#* CONNECTION#*',
      'kms:Decrypt,kms:GenerateDataKey RecordsKey',
      's3:DeleteObject,s3:GetObject Records/*',
      's3:ListBucket Records',
      's3:PutObject Records/changes/*',
      'states:DescribeExecution arn:aws:states:region:account:execution:SyncMachine:*',
      'states:StartExecution SyncMachine WriteMachine',
    ]);
  });

  test('of GraphQL: to keep integrations, to requeue deliveries; to encrypt their secrets, and never to decrypt one', () => {
    expect(permissionsOf('Integrations')).toEqual([
      'dynamodb:BatchGetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys DELIVERY#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ALIAS#* AUDIT#* DELIVERY#* INTEGRATION#* PRODUCT#* PRODUCTS SNAPSHOT#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CLIENT#inc_* CLIENT_USED#inc_*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ALIAS#* AUDIT#* CLIENT#inc_* INTEGRATION#* PRODUCT#* SNAPSHOT#*',
      'dynamodb:Query Table/index/byHost Table/index/byProduct',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CLIENT#inc_* DELIVERY#* INTEGRATION#* PRODUCT#* PRODUCTS',
      'events:PutEvents Bus',
      'kms:Encrypt Key if StringLike kms:EncryptionContext:item INTEGRATION#* SIGN_IN#*',
    ]);
  });

  test('of the authorizer: to read clients, their integrations and products, and to open tokens; never to change anything', () => {
    expect(permissionsOf('Authorizer')).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CLIENT#* INTEGRATION#* PRODUCT#*',
      'secretsmanager:GetSecretValue TokenSecret',
    ]);
  });

  test('of the token endpoint: to find clients, to count failures, to say when one was used; never to make or change a client, or to change an integration', () => {
    expect(permissionsOf('Tokens')).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CLIENT#* INTEGRATION#*',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CLIENT_FAILURES#* CLIENT_USED#*',
      'secretsmanager:GetSecretValue TokenSecret',
    ]);
  });

  test('of what makes clients: to keep them and to list them, and to read which products there are', () => {
    expect(permissionsOf('Clients')).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CLIENT_USED#* PRODUCTS',
      'dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CLIENT#*',
      'dynamodb:Query Table/index/byProduct',
    ]);
  });

  test('of the health checks: to check connections, to give old ones pointers and pins, to claim slugs; one index, one queue', () => {
    const [queue, ...others] = permissionsOf('Probe').toReversed();
    expect(queue).toMatch(/^sqs:.*sqs:DeleteMessage.*sqs:ReceiveMessage Probes$/);
    expect(others.toReversed()).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ALIAS#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys PRODUCTS',
      'dynamodb:GetItem,dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys STORE#*',
      'dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CONNECTION#*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ALIAS#* PRODUCT#*',
      'dynamodb:Query Table/index/byProduct',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ACTIVATION#*',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys COUNTS#*',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item CONNECTION#*',
    ]);
  });

  test('of deliveries: to read configurations, to keep deliveries and health, to decrypt their secrets and answers; never credentials of stores', () => {
    const [queue, ...others] = permissionsOf('Webhooks').toReversed();
    expect(queue).toMatch(/^sqs:.*sqs:DeleteMessage.*sqs:ReceiveMessage WebhookEvents$/);
    expect(others.toReversed()).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CONNECTION#* DELIVERY#* INTEGRATION#* PRODUCT#* SNAPSHOT#*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys DELIVERY#*',
      'dynamodb:Query Table/index/byProduct',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CONNECTION#* DELIVERY#* INTEGRATION#* LEASE#*',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item ANSWERS#* INTEGRATION#* SIGN_IN#*',
    ]);
  });

  test('of SAML sign-in: to read what is published, to answer requests, to keep one key and open it; it opens nothing else', () => {
    expect(permissionsOf('Saml')).toEqual([
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys INTEGRATION#* PRODUCT#* PRODUCTS SAML#* SAML_KEY#* SNAPSHOT#*',
      'dynamodb:PutItem Table if ForAllValues:StringLike dynamodb:LeadingKeys SAML_KEY#*',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys SAML#*',
      'kms:Decrypt,kms:Encrypt Key if StringLike kms:EncryptionContext:item SAML_KEY#*',
      'kms:Encrypt Key if StringLike kms:EncryptionContext:item SAML#*',
    ]);
  });

  test('of dispatch: to ask for looks, to start runs, to change channels and delete records; it opens nothing of a store', () => {
    expect(permissionsOf('Dispatch')).toEqual([
      'dynamodb:BatchGetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys STREAM#*',
      'dynamodb:BatchGetItem,dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CHANNEL#*',
      'dynamodb:DeleteItem,dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys RUN#*',
      'dynamodb:DeleteItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys BATCHES#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CONNECTION#* INTEGRATION#* PRODUCT#* PRODUCTS SNAPSHOT#* STREAM#*',
      'dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ENTRY#*',
      'dynamodb:Query Table/index/byProduct',
      'dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CHANNEL_COUNTS LEASE#* STREAM#*',
      's3:DeleteObject Records/*',
      's3:ListBucket Records',
      'sqs:ChangeMessageVisibility,sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:GetQueueUrl,sqs:ReceiveMessage SyncWindows',
      'sqs:GetQueueAttributes,sqs:GetQueueUrl,sqs:SendMessage SyncLooks',
      'states:DescribeExecution arn:aws:states:region:account:execution:SyncMachine:*',
      'states:StartExecution SyncMachine WriteMachine',
    ]);
  });

  test('of looks: to read stores, to append to the change log, to hand over to runs; never to make or delete a channel', () => {
    expect(permissionsOf('Sync')).toEqual([
      'dynamodb:BatchGetItem,dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys WRITTEN#*',
      'dynamodb:BatchGetItem,dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ENTRY#* STREAM#*',
      'dynamodb:DeleteItem,dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys RUN#*',
      'dynamodb:DeleteItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys LEASE#*',
      'dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CHANNEL#* CONNECTION#*',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item CONNECTION#*',
      'kms:Decrypt,kms:GenerateDataKey RecordsKey',
      's3:DeleteObject,s3:GetObject,s3:PutObject Records/*',
      's3:ListBucket Records',
      'sqs:ChangeMessageVisibility,sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:GetQueueUrl,sqs:ReceiveMessage SyncLooks',
      'states:DescribeExecution arn:aws:states:region:account:execution:SyncMachine:*',
      'states:StartExecution SyncMachine',
    ]);
  });

  test('of slices: the same, and to start no run', () => {
    expect(permissionsOf('SyncSlice')).toEqual([
      'dynamodb:BatchGetItem,dynamodb:GetItem Table if ForAllValues:StringLike dynamodb:LeadingKeys WRITTEN#*',
      'dynamodb:BatchGetItem,dynamodb:GetItem,dynamodb:PutItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys ENTRY#* STREAM#*',
      'dynamodb:DeleteItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys LEASE#*',
      'dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CHANNEL#* CONNECTION#*',
      'dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys RUN#*',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item CONNECTION#*',
      'kms:Decrypt,kms:GenerateDataKey RecordsKey',
      's3:DeleteObject,s3:GetObject,s3:PutObject Records/*',
      's3:ListBucket Records',
    ]);
  });

  test('of writing: to write to stores and keep what became of it; it sees nothing of what was read of them', () => {
    expect(permissionsOf('SyncWrite')).toEqual([
      'dynamodb:BatchGetItem,dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys BATCH#*',
      'dynamodb:BatchWriteItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys WRITTEN#*',
      'dynamodb:DeleteItem,dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys BATCHES#*',
      'dynamodb:DeleteItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys LEASE#*',
      'dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys BULK#*',
      'dynamodb:GetItem,dynamodb:UpdateItem Table if ForAllValues:StringLike dynamodb:LeadingKeys CHANNEL#* CONNECTION#*',
      'events:PutEvents Bus',
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item CONNECTION#*',
      'kms:Decrypt,kms:GenerateDataKey RecordsKey',
      's3:DeleteObject,s3:GetObject,s3:PutObject Records/changes/*',
      's3:ListBucket Records',
    ]);
  });

  test('of the schedule of deliveries: to send to their queue, and to its dead letters', () => {
    expect(permissionsOf('WebhookSchedule').join()).toMatch(
      /^sqs:\S*SendMessage Webhook(Events|sLost) Webhook(Events|sLost)$/,
    );
  });

  test('of the schedule: to send to the queue of health checks, and to the one of dead letters', () => {
    expect(permissionsOf('ProbeSchedule').join()).toMatch(/^sqs:\S*SendMessage Probes(Lost)? Probes(Lost)?$/);
  });

  test("for the table's key are for DynamoDB alone: no function decrypts a ciphertext by them", () => {
    const viaTable = statements().filter(({ when }) => when.includes('kms:ViaService'));
    expect(viaTable.map(({ who }) => who).toSorted()).toEqual([
      'Authorizer',
      'Callback',
      'Clients',
      'Connections',
      'Console',
      'Dispatch',
      'Exchange',
      'Integrations',
      'Login',
      'Probe',
      'Saml',
      'Sync',
      'SyncSlice',
      'SyncWrite',
      'Tokens',
      'Webhooks',
    ]);
    for (const { when } of viaTable) expect(when).toBe('StringEquals kms:ViaService dynamodb.region.amazonaws.com');
    const others = statements().filter(({ line, when }) => line.includes('kms:') && !when.includes('kms:ViaService'));
    const ofSecrets = others.filter(({ line }) => !line.endsWith(' RecordsKey'));
    for (const { line, when } of ofSecrets) expect(when, line).toMatch(/^StringLike kms:EncryptionContext:item /);
  });

  test('with a wildcard are each named here with a reason, and no reason is left over', () => {
    const wild = statements().filter(({ line }) => /[*?]/.test(line));
    expect(wild.map(({ line }) => line).toSorted()).toEqual(Object.keys(WILDCARDS).toSorted());
  });

  test('of the console: what the API and GraphQL may do, but no answer of a merchant and no client; without it, nothing', () => {
    const console = permissionsOf('Console');
    const those = [...permissionsOf('Connections'), ...permissionsOf('Integrations')];
    const kms = (lines: readonly string[]) =>
      lines.filter((line) => line.startsWith('kms:') && !line.endsWith(' RecordsKey'));
    expect(kms(console)).toEqual([
      'kms:Decrypt Key if StringLike kms:EncryptionContext:item CONNECTION#*',
      'kms:Encrypt Key if StringLike kms:EncryptionContext:item INTEGRATION#* SIGN_IN#*',
    ]);
    const actionsOf = (lines: readonly string[]) => [
      ...new Set(lines.flatMap((line) => line.split(' ')[0]?.split(','))),
    ];
    expect(actionsOf(console).filter((action) => !actionsOf(those).includes(action))).toEqual([
      'secretsmanager:GetSecretValue',
    ]);
    expect(console.join()).not.toMatch(/CLIENT#\*|ANSWERS|ACTIVATION/);
    const without = createStack(LEAST).template.findResources('AWS::IAM::Policy');
    const [own] = Object.values(without).filter(({ Properties }) => textOf(Properties.Roles) === 'ConsoleRole');
    expect(own?.['Properties'].PolicyDocument.Statement.flatMap(({ Action }: Statement) => Action)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });

  test('are given to twenty-two roles, by no managed policy, and to no other account', () => {
    const roles = Object.values(template.findResources('AWS::IAM::Role'));
    expect(roles).toHaveLength(22);
    for (const { Properties } of roles) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
      expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toMatch(
        /"(lambda|states|scheduler)\.amazonaws\.com"/,
      );
    }
  });

  test('name items as the table does', () => {
    const product = parseProductId('erp');
    const prefix = (pattern: string) => pattern.replace('*', '');
    expect(keyItem({ product, key: digestOf('k') }).startsWith(prefix(KEYS))).toBe(true);
    expect(attemptItem(newActivationId()).startsWith(prefix(ATTEMPTS))).toBe(true);
    expect(connectionKey(newConnectionId()).startsWith(prefix(CONNECTIONS))).toBe(true);
    const answersOf = answersContext({ connection: newConnectionId(), product });
    expect(answersOf.item.startsWith(prefix(ANSWERS))).toBe(true);
    expect(productKey(product).startsWith(prefix(PRODUCTS))).toBe(true);
    expect(PRODUCT_SLUGS_KEY).toBe(PRODUCT_LIST);
    expect(aliasKey('x').startsWith(prefix(ALIASES))).toBe(true);
    expect(integrationKey(newIntegrationId()).startsWith(prefix(INTEGRATIONS))).toBe(true);
    expect(auditKey(newIntegrationId(), 'x').startsWith(prefix(AUDIT))).toBe(true);
    expect(auditKey(newConnectionId(), 'x').startsWith(prefix(CONNECTION_AUDIT))).toBe(true);
    expect(auditKey(newChannelId(), 'x').startsWith(prefix(CHANNEL_AUDIT))).toBe(true);
    expect(auditKey(newRunId(), 'x').startsWith(prefix(RUN_AUDIT))).toBe(true);
    expect(samlRequestKey(newSamlRequestId()).startsWith(prefix(SAML_REQUESTS))).toBe(true);
    expect(SAML_KEY_ITEM.startsWith(prefix(SAML_KEYS))).toBe(true);
    expect(snapshotKey(snapshotIdOf(newIntegrationId(), 1)).startsWith(prefix(SNAPSHOTS))).toBe(true);
  });
});
