import { UserError } from '../user-error.ts';
import type { Find } from './find.ts';
import type { FunctionSpec } from './functions.ts';
import { AuthorizerShape, IntegrationShape, RouteShape } from './resource-shapes.ts';

/** The function that lets in at a route, and what its answers are remembered by. */
export type RouteGuard = {
  readonly functionArn: string;
  readonly identitySources: readonly string[];
  readonly ttlSeconds: number;
};

export type RouteSpec = {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly guard?: RouteGuard;
};

type Authorizers = ReadonlyMap<string, RouteGuard>;

function readAuthorizers(find: Find, functions: readonly FunctionSpec[]): Authorizers {
  return new Map(
    find(AuthorizerShape, 'AWS::ApiGatewayV2::Authorizer').map(({ logicalId, ref, shape }) => {
      const target = functions.find(({ arn }) => shape.AuthorizerUri.split('/').includes(arn));
      if (!target) throw new UserError(`${logicalId} invokes no function.`);
      const { IdentitySource: identitySources, AuthorizerResultTtlInSeconds: ttlSeconds } = shape;
      return [ref, { functionArn: target.arn, identitySources, ttlSeconds }];
    }),
  );
}

type Route = ReturnType<typeof RouteShape.parse>;

function guardOf(logicalId: string, route: Route, authorizers: Authorizers): RouteGuard | undefined {
  if (route.AuthorizationType === 'NONE') return undefined;
  if (route.AuthorizationType === 'AWS_IAM') {
    throw new UserError(
      `${route.RouteKey} asks for AWS signatures, which local mode cannot check. Leave out "auth": "iam" here.`,
    );
  }
  const guard = authorizers.get(route.AuthorizerId ?? '');
  if (!guard) throw new UserError(`${logicalId} (${route.RouteKey}) names no authorizer.`);
  return guard;
}

export function readRoutes(find: Find, functions: readonly FunctionSpec[]): RouteSpec[] {
  const integrations = find(IntegrationShape, 'AWS::ApiGatewayV2::Integration');
  const authorizers = readAuthorizers(find, functions);
  return find(RouteShape, 'AWS::ApiGatewayV2::Route').map(({ logicalId, shape }) => {
    const integration = integrations.find(({ ref }) => shape.Target === `integrations/${ref}`)?.shape;
    const target = functions.find(
      ({ arn }) => integration?.IntegrationUri.split('/').includes(arn) || integration?.IntegrationUri === arn,
    );
    if (!integration || !target) throw new UserError(`${logicalId} (${shape.RouteKey}) invokes no function.`);
    const guard = guardOf(logicalId, shape, authorizers);
    return {
      routeKey: shape.RouteKey,
      functionArn: target.arn,
      timeoutMs: integration.TimeoutInMillis,
      ...(guard && { guard }),
    };
  });
}
