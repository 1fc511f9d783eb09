import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { AuthorizerGuard } from '../template/routes.ts';
import { REGION } from '../template/template.ts';
import { type AuthorizerFacts, AuthorizerRefusal } from './authorizer-facts.ts';

/** A simple response. One that fits it not lets nobody in, and API Gateway answers 500. */
const Simple = z.object({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).nullish(),
});
type Simple = z.infer<typeof Simple>;

type Invoke = (functionArn: string, event: unknown) => Promise<unknown>;

const HEADER = /^\$request\.header\.(.+)$/;

function identityOf(source: string, { headers, routeKey }: APIGatewayProxyEventV2): string {
  const [, header] = HEADER.exec(source) ?? [];
  return (header === undefined ? routeKey : headers[header.toLowerCase()]) ?? '';
}

/**
 * Lets in as the Lambda authorizers of an HTTP API do: without one of the identity sources, nobody is, and no function is
 * invoked; an answer, yes or no, is remembered by the values of all of them; a failure never is.
 *
 * @returns takes the request's event; throws an `AuthorizerRefusal`, or whatever the authorizer has failed with
 */
export function createLambdaAuthorizers(clock: Clock, invoke: Invoke) {
  const remembered = new Map<string, { readonly answer: Simple; readonly untilMs: number }>();

  async function ask(guard: AuthorizerGuard, identitySource: readonly string[], event: APIGatewayProxyEventV2) {
    const key = JSON.stringify([guard.functionArn, ...identitySource]);
    const known = remembered.get(key);
    if (known !== undefined && known.untilMs > clock.now()) return known.answer;
    const { body: _, isBase64Encoded: __, ...request } = event;
    const asked = { ...request, type: 'REQUEST', routeArn: routeArnOf(event), identitySource };
    const answer = Simple.parse(await invoke(guard.functionArn, asked));
    remembered.set(key, { answer, untilMs: clock.now() + guard.ttlSeconds * 1000 });
    return answer;
  }

  return async (event: APIGatewayProxyEventV2, guard: AuthorizerGuard): Promise<AuthorizerFacts> => {
    const identitySource = guard.identitySources.map((source) => identityOf(source, event));
    if (identitySource.includes('')) throw new AuthorizerRefusal(401);
    const { isAuthorized, context } = await ask(guard, identitySource, event);
    if (!isAuthorized) throw new AuthorizerRefusal(403);
    return { lambda: context ?? {} };
  };
}

function routeArnOf({ rawPath, requestContext: { accountId, apiId, http } }: APIGatewayProxyEventV2): string {
  return `arn:aws:execute-api:${REGION}:${accountId}:${apiId}/$default/${http.method}${rawPath}`;
}
