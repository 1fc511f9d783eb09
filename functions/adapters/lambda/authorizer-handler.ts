import middy from '@middy/core';
import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult as Result,
} from 'aws-lambda';
import { type AuthorizerContext, type Written, writeContext } from './authorizer-context.ts';
import { asRefusal, log } from './log.ts';

/** What API Gateway remembers an answer by: the answer depends on nothing else of the request. */
export type AuthorizerRequest = {
  /** The header `Authorization`; several, joined by a comma. */
  readonly authorization: string;
  /** As in `functions/domain/api/route-scopes.ts`. */
  readonly routeKey: string;
};

/** @returns undefined for whoever is not let in */
export type Authorize = (request: AuthorizerRequest) => Promise<AuthorizerContext | undefined>;

/**
 * The Lambda handler of an authorizer. Whatever goes wrong is thrown: API Gateway then lets nobody in, answers 500 and
 * remembers nothing.
 */
export function authorizerHandler(authorize: Authorize) {
  return middy<APIGatewayRequestAuthorizerEventV2, Result<Written>>().handler(
    async ({ identitySource: [authorization, routeKey], ...event }) => {
      const startedAtMs = performance.now();
      const facts = () => ({ route: event.routeKey, ms: Math.round(performance.now() - startedAtMs) });
      try {
        if (authorization === undefined || routeKey !== event.routeKey) throw new Error('Other identity sources');
        const context = await authorize({ authorization, routeKey });
        if (context === undefined) {
          log('caller_refused', facts());
          return { isAuthorized: false, context: {} };
        }
        log('caller_admitted', { ...facts(), client: context.client });
        return { isAuthorized: true, context: writeContext(context) };
      } catch (error) {
        const { code } = asRefusal(error, facts());
        // Without the cause, whose message may quote what came in: the runtime logs what is thrown.
        throw new Error(code);
      }
    },
  );
}
