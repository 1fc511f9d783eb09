import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { tokenUrlOf } from '../../functions/domain/api/token-url.ts';
import { consoleReturnUrl } from '../../functions/domain/console-url.ts';
import type { ProductUrls } from '../../functions/domain/product-urls.ts';
import { signInReturnUrl } from '../../functions/popup/page-urls.ts';
import type { ApiAccess } from '../api/api-access.ts';
import type { HealthChecks } from '../health-checks.ts';
import type { Settings } from '../settings/settings.ts';
import type { Sync } from '../sync/sync.ts';
import type { Webhooks } from '../webhooks.ts';
import { titleOf, urlOutputNames } from './output-names.ts';

/** The construct, as far as outputs need it. */
export type Printed = Construct & {
  readonly products: Settings['products'];
  readonly apiUrl: string;
  readonly apiAccess: ApiAccess;
  readonly healthChecks: HealthChecks;
  readonly webhooks: Webhooks | undefined;
  readonly sync: Sync | undefined;
  readonly bus: EventBus;
  readonly deadLetters: Queue;
  readonly table: Table;
  readonly key: Key;
  readonly machine: StateMachine;
  readonly cookieSecret: Secret;
  readonly tokenSecret: Secret | undefined;
  readonly api: HttpApi;
  readonly userPool: UserPool | undefined;
  readonly publicUrl: string;
  readonly consoleUrl: string | undefined;
  readonly dashboard: Dashboard | undefined;
  urlsOf(product: string): ProductUrls;
};

/** What `cdk deploy` prints: what goes into Magento, and what commands in the operator's guide need. */
export function printOutputs(context: Printed): void {
  const print = (id: string, value: string, description: string) => new CfnOutput(context, id, { value, description });
  for (const { id, name } of context.products) {
    const { callback, identityLink } = context.urlsOf(id);
    const names = urlOutputNames(id);
    print(names.callback, callback, `${name}: callback URL for Magento`);
    print(names.identityLink, identityLink, `${name}: identity link URL for Magento`);
  }
  print('SignInReturnUrl', signInReturnUrl(context.publicUrl), 'Redirect URI of Handfast at your OpenID provider');
  if (context.consoleUrl) {
    print('ConsoleUrl', context.consoleUrl, 'Console of this deployment');
    print(
      'ConsoleReturnUrl',
      consoleReturnUrl(context.publicUrl),
      'Redirect URI of the console at its OpenID provider',
    );
  }
  if (context.dashboard) print('DashboardUrl', consoleUrl(context.dashboard), 'Dashboard in CloudWatch');
  print('ApiUrl', context.apiUrl, 'API of the connections');
  const { poolClients } = context.apiAccess;
  if (poolClients) {
    print('TokenUrl', poolClients.tokenUrl, 'Where clients of the API get their tokens');
    print('ApiPoolId', poolClients.pool.userPoolId, 'User pool that clients of the API are in');
    for (const [name, id] of Object.entries(poolClients.ids)) {
      print(`${titleOf(name)}ClientId`, id, `API client ${name}`);
    }
  }
  if (context.tokenSecret) printClients(context, print);
  print('ProbesLostUrl', context.healthChecks.deadLetters.queueUrl, 'Queue of health checks that failed');
  print('ProbesLostArn', context.healthChecks.deadLetters.queueArn, 'Queue of health checks that failed');
  if (context.webhooks) {
    print('WebhooksLostUrl', context.webhooks.deadLetters.queueUrl, 'Queue of events that could not be tried');
    print('WebhooksLostArn', context.webhooks.deadLetters.queueArn, 'Queue of events that could not be tried');
  }
  if (context.sync) print('SyncLostArn', context.sync.deadLetters.queueArn, 'Queue of looks that were given up');
  print('BusName', context.bus.eventBusName, 'Event bus to listen to');
  print('DeadLettersUrl', context.deadLetters.queueUrl, 'Queue of events that could not be delivered');
  print('TableName', context.table.tableName, 'Table of connections');
  print('KeyArn', context.key.keyArn, 'Key of the table and the credentials in it');
  print('MachineArn', context.machine.stateMachineArn, 'State machine of the handshakes');
  print('CookieSecretArn', context.cookieSecret.secretArn, 'Secret that encrypts the cookies of the popup');
  if (context.tokenSecret) print('TokenSecretArn', context.tokenSecret.secretArn, 'Secret that encrypts access tokens');
  if (context.userPool) print('UserPoolId', context.userPool.userPoolId, 'User pool that merchants sign in at');
}

type Print = (id: string, value: string, description: string) => unknown;

/** An AWS signature covers the host, so clients are made at the API's own address, whatever is in front of it. */
function printClients({ api, apiUrl }: Printed, print: Print): void {
  const url = `${api.apiEndpoint}/v1/clients`;
  print('ClientsUrl', url, 'Where clients of the API are made, with AWS signatures');
  print('ClientsTokenUrl', tokenUrlOf(apiUrl), 'Where those clients get their tokens');
  print('FirstClient', `npx handfast clients create --name backend --url ${url}`, 'Makes a client of the API');
}

function consoleUrl(dashboard: Dashboard): string {
  const { region } = Stack.of(dashboard);
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`;
}
