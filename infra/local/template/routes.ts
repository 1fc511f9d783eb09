import { UserError } from '../user-error.ts';
import type { Find } from './find.ts';
import type { FunctionSpec } from './functions.ts';
import { AuthorizerShape, IntegrationShape, RouteShape } from './resource-shapes.ts';

/** The function that lets in at a route, and what its answers are remembered by. */
export type AuthorizerGuard = {
  readonly kind: 'function';
  readonly functionArn: string;
  readonly identitySources: readonly string[];
  readonly ttlSeconds: number;
};

/** How a route lets in: by a function, or whoever signs with the credentials of this instance. */
export type RouteGuard = AuthorizerGuard | { readonly kind: 'signature' };

export type RouteSpec = {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly guard?: RouteGuard;
};

type Authorizers = ReadonlyMap<string, AuthorizerGuard>;

function readAuthorizers(find: Find, functions: readonly FunctionSpec[]): Authorizers {
  return new Map(
    find(AuthorizerShape, 'AWS::ApiGatewayV2::Authorizer').map(({ logicalId, ref, shape }) => {
      const target = functions.find(({ arn }) => shape.AuthorizerUri.split('/').includes(arn));
      if (!target) throw new UserError(`${logicalId} invokes no function.`);
      const { IdentitySource: identitySources, AuthorizerResultTtlInSeconds: ttlSeconds } = shape;
      return [ref, { kind: 'function', functionArn: target.arn, identitySources, ttlSeconds }];
    }),
  );
}

type Route = ReturnType<typeof RouteShape.parse>;

function guardOf(logicalId: string, route: Route, authorizers: Authorizers): RouteGuard | undefined {
  if (route.AuthorizationType === 'NONE') return undefined;
  if (route.AuthorizationType === 'AWS_IAM') return { kind: 'signature' };
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
