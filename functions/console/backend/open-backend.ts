import type { Environment } from '../../adapters/lambda/environment.ts';
import { API_VARIABLES } from '../../api/open-dependencies.ts';
import { apiRoutes } from '../../api/routes.ts';
import { answerGraphQl } from '../../integrations/answer-graphql.ts';
import { GRAPHQL_VARIABLES, openGraphQlDependencies } from '../../integrations/open-dependencies.ts';
import type { Deps } from './backend.ts';

/** What the API and GraphQL read of the environment. */
export const BACKEND_VARIABLES = [...API_VARIABLES, ...GRAPHQL_VARIABLES] as const;

/** The very handlers that answer the vendor's backend, but those that nobody reaches from here. */
export function openBackend(settings: Environment<(typeof BACKEND_VARIABLES)[number]>): Deps {
  const {
    'GET /v1/connections/{id}/credentials': _,
    'GET /v1/connections/{id}/answers': __,
    ...routes
  } = apiRoutes(settings);
  return { routes, graphQl: answerGraphQl(openGraphQlDependencies(settings)) };
}
