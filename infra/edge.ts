import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Room } from './bundles.ts';
import { ROUTES } from './routes.ts';
import type { Settings } from './settings.ts';

/** What an access log line holds. No query string: the popup's carries a secret of the admin's session. */
const ACCESS_LOG = {
  time: '$context.requestTime',
  request: '$context.requestId',
  source: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  fault: '$context.integrationErrorMessage',
};

export function houseApi(scope: Construct, throttle: Settings['throttle']): HttpApi {
  const api = new HttpApi(scope, 'Api', { description: 'Handfast: connects Magento stores' });
  const logs = new LogGroup(scope, 'AccessLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stage = api.defaultStage?.node.defaultChild;
  if (!(stage instanceof CfnStage)) throw new Error('The HTTP API has no default stage');
  stage.accessLogSettings = { destinationArn: logs.logGroupArn, format: JSON.stringify(ACCESS_LOG) };
  stage.defaultRouteSettings = {
    throttlingRateLimit: throttle.ratePerSecond,
    throttlingBurstLimit: throttle.burst,
  };
  return api;
}

/** Leads every route to its room. */
export function openRoutes(api: HttpApi, functions: Readonly<Record<Room, IFunction>>): void {
  const integrations = new Map<Room, HttpLambdaIntegration>();
  for (const { method, path, room } of ROUTES) {
    const integration = integrations.get(room) ?? new HttpLambdaIntegration(room, functions[room]);
    integrations.set(room, integration);
    api.addRoutes({ path, methods: [HttpMethod[method]], integration });
  }
}
