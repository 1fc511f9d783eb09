import type { Environment } from '../../adapters/lambda/environment.ts';
import { API_VARIABLES } from '../../api/open-dependencies.ts';
import { apiRoutes } from '../../api/routes.ts';
import type { answerGraphQl } from '../../integrations/answer-graphql.ts';
import type { Deps } from './backend.ts';

/** What the API and GraphQL read of the environment. */
export const BACKEND_VARIABLES = [...API_VARIABLES, 'HANDFAST_PUBLIC_URL'] as const;

type Settings = Environment<(typeof BACKEND_VARIABLES)[number]>;

/** The very handlers that answer the vendor's backend, but those that nobody reaches from here. */
export function openBackend(settings: Settings): Deps {
  const {
    'GET /v1/connections/{id}/credentials': _,
    'GET /v1/connections/{id}/answers': __,
    ...routes
  } = apiRoutes(settings);
  const isOn = settings.HANDFAST_DEPLOYMENT.settings.integrations;
  return { routes, graphQl: isOn ? lazyGraphQl(settings) : undefined };
}

/** Loaded with the first page that asks it: most pages do not. */
function lazyGraphQl(settings: Settings): Deps['graphQl'] {
  let opened: Promise<ReturnType<typeof answerGraphQl>> | undefined;
  return async (request) => {
    opened ??= openGraphQl(settings);
    return (await opened)(request);
  };
}

async function openGraphQl(settings: Settings): Promise<ReturnType<typeof answerGraphQl>> {
  const [{ answerGraphQl }, { openGraphQlDependencies }] = await Promise.all([
    import('../../integrations/answer-graphql.ts'),
    import('../../integrations/open-dependencies.ts'),
  ]);
  return answerGraphQl(openGraphQlDependencies(settings));
}
