import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod, type HttpRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Scope } from '../../functions/domain/api/scopes.ts';
import { FUNCTION_TABLE, type FunctionName } from '../functions/function-table.ts';
import { takesTokens } from '../settings/api-settings.ts';
import type { RequestLimit } from '../settings/operating-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { ApiAccess } from './api-access.ts';
import { createAuthorizers } from './authorizers.ts';
import { ROUTES, type Route } from './routes.ts';

/**
 * An access log line. No query string: the popup's carries a secret of the admin's session. Status and milliseconds
 * have no quotes, since metric filters compare numbers only.
 */
const ACCESS_LOG = `{${[
  '"time":"$context.requestTime"',
  '"request":"$context.requestId"',
  '"source":"$context.identity.sourceIp"',
  '"route":"$context.routeKey"',
  '"status":$context.status',
  '"milliseconds":$context.responseLatency',
  '"bytes":"$context.responseLength"',
  '"fault":"$context.integrationErrorMessage"',
].join(',')}}`;

/** The HTTP API and where its requests are logged. */
export type LoggedHttpApi = { readonly api: HttpApi; readonly logs: LogGroup; readonly stage: CfnStage };

/** The routes of the API, each with what a caller must be allowed to do. */
export type ApiRoutes = readonly ApiRoute[];
type ApiRoute = { readonly scopes: readonly Scope[]; readonly isSigned: boolean; readonly route: HttpRoute };

export function createHttpApi(
  scope: Construct,
  settings: Pick<Settings, 'throttle' | 'logRetentionDays' | 'api' | 'integrations' | 'sync' | 'console'>,
): LoggedHttpApi {
  const api = new HttpApi(scope, 'Api', { description: 'Handfast: connects Magento stores' });
  const logs = new LogGroup(scope, 'AccessLogs', {
    retention: settings.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stage = api.defaultStage?.node.defaultChild;
  if (!(stage instanceof CfnStage)) throw new Error('The HTTP API has no default stage');
  stage.accessLogSettings = { destinationArn: logs.logGroupArn, format: ACCESS_LOG };
  stage.defaultRouteSettings = throttled(settings.throttle);
  stage.routeSettings = Object.fromEntries(
    // Untyped in CloudFormation, so its properties are spelled as CloudFormation spells them.
    Object.entries(settings.throttle.routes).map(([route, { ratePerSecond, burst }]) => [
      route,
      { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst },
    ]),
  );
  return { api, logs, stage };
}

/** Adds every route, with its function; those of the API with an authorizer. */
export function addRoutes(
  { api, stage }: LoggedHttpApi,
  functions: Readonly<Record<FunctionName, IFunction>>,
  { bySignature }: Pick<ApiAccess, 'bySignature'>,
  settings: Pick<Settings, 'api' | 'integrations' | 'sync' | 'console'>,
): ApiRoutes {
  const integrations = new Map<FunctionName, HttpLambdaIntegration>();
  const apiRoutes: ApiRoute[] = [];
  const { tokens, signatures } = createAuthorizers(functions.authorizer);
  for (const listed of ROUTES.filter((one) => isServed(one, settings))) {
    const { method, path, fn, scopes, inbound, insteadOfToken } = listed;
    const integration = integrations.get(fn) ?? new HttpLambdaIntegration(integrationId(fn), functions[fn]);
    integrations.set(fn, integration);
    const byToken = scopes.length > 0;
    const isSigned = insteadOfToken === 'aws' || (byToken && bySignature && !inbound);
    const authorizer = (isSigned && { authorizer: signatures }) || (byToken && { authorizer: tokens });
    for (const route of api.addRoutes({ path, methods: [HttpMethod[method]], integration, ...authorizer })) {
      // API Gateway takes no settings for a route that does not exist yet.
      stage.node.addDependency(route);
      if (byToken) apiRoutes.push({ scopes, isSigned, route });
    }
  }
  return apiRoutes;
}

function isServed(route: Route, settings: Pick<Settings, 'api' | 'integrations' | 'sync' | 'console'>): boolean {
  if (route.integrations && !settings.integrations) return false;
  if (route.sync && !settings.sync.enabled) return false;
  if (route.console && settings.console === undefined) return false;
  return route.insteadOfToken === undefined || takesTokens(settings);
}

function throttled({ ratePerSecond, burst }: RequestLimit): CfnStage.RouteSettingsProperty {
  return { throttlingRateLimit: ratePerSecond, throttlingBurstLimit: burst };
}

/** Part of the logical ids of integrations and permissions, which never change either. */
function integrationId(fn: FunctionName): string {
  return FUNCTION_TABLE[fn].logicalId.toLowerCase();
}
