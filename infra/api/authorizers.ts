import { Duration } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpIamAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * How long API Gateway remembers whom the authorizer has let in: as long as a revoked client may still come in. Nothing
 * else remembers that.
 */
const REMEMBERED = Duration.seconds(60);

/** By header and route, so that what was found for one route never lets anybody in at another. */
const IDENTITY_SOURCES = ['$request.header.Authorization', '$context.routeKey'];

/** How routes of the API let in. */
export type Authorizers = {
  readonly tokens: IHttpRouteAuthorizer;
  readonly signatures: IHttpRouteAuthorizer;
};

export function createAuthorizers(authorizer: IFunction): Authorizers {
  return {
    tokens: new HttpLambdaAuthorizer('AccessTokens', authorizer, {
      identitySource: IDENTITY_SOURCES,
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: REMEMBERED,
    }),
    signatures: new HttpIamAuthorizer(),
  };
}
