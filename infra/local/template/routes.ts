import { UserError } from '../user-error.ts';
import type { Find } from './find.ts';
import type { FunctionSpec } from './functions.ts';
import { AuthorizerShape, IntegrationShape, RouteShape } from './resource-shapes.ts';

/** Whose tokens are accepted. */
export type TokenRule = { readonly issuer: string; readonly audience: readonly string[] };

/** Whose tokens a route accepts, and the scopes of which a token must have one; none: any token. */
export type RouteGuard = TokenRule & { readonly scopes: readonly string[] };

export type RouteSpec = {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly guard?: RouteGuard;
};

type Authorizers = ReadonlyMap<string, TokenRule>;

function readAuthorizers(find: Find): Authorizers {
  return new Map(
    find(AuthorizerShape, 'AWS::ApiGatewayV2::Authorizer').map(({ ref, shape: { JwtConfiguration } }) => [
      ref,
      { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience },
    ]),
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
  const rule = authorizers.get(route.AuthorizerId ?? '');
  if (!rule) throw new UserError(`${logicalId} (${route.RouteKey}) names no authorizer.`);
  return { ...rule, scopes: route.AuthorizationScopes };
}

export function readRoutes(find: Find, functions: readonly FunctionSpec[]): RouteSpec[] {
  const integrations = find(IntegrationShape, 'AWS::ApiGatewayV2::Integration');
  const authorizers = readAuthorizers(find);
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
