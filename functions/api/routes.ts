import type { ApiHandler } from '../adapters/lambda/api-handler.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import { listActivations } from './activations/list-activations.ts';
import { showActivation } from './activations/show-activation.ts';
import { channelRoutes } from './channel-routes.ts';
import { call } from './connections/call-connection.ts';
import { checkConnection } from './connections/check-connection.ts';
import { disconnect } from './connections/disconnect-connection.ts';
import { listConnections } from './connections/list-connections.ts';
import { moveConnection } from './connections/move-connection.ts';
import { readAnswers } from './connections/read-answers.ts';
import { readCredentials } from './connections/read-credentials.ts';
import { showConnection } from './connections/show-connection.ts';
import { walkPages } from './connections/walk-pages.ts';
import { receiveResult } from './events/receive-result.ts';
import { showEvent } from './events/show-event.ts';
import { type API_VARIABLES, openApiDependencies } from './open-dependencies.ts';
import { showOverview } from './overview/show-overview.ts';
import { showDeployment } from './show-deployment.ts';

type Settings = Environment<(typeof API_VARIABLES)[number]>;

/** What the API answers, by route: to whoever is let in, and to the console, which calls it in its own process. */
export function apiRoutes(settings: Settings): Readonly<Record<string, ApiHandler>> {
  const deps = openApiDependencies(settings);
  return {
    'GET /v1/connections': listConnections(deps),
    'GET /v1/connections/{id}': showConnection(deps),
    'DELETE /v1/connections/{id}': disconnect(deps),
    'POST /v1/connections/{id}/account': moveConnection(deps),
    'POST /v1/connections/{id}/check': checkConnection(deps),
    'POST /v1/connections/{id}/call': call(deps),
    'POST /v1/connections/{id}/pages': walkPages(deps),
    'GET /v1/connections/{id}/credentials': readCredentials(deps),
    'GET /v1/connections/{id}/answers': readAnswers(deps),
    'GET /v1/activations': listActivations(deps),
    'GET /v1/activations/{id}': showActivation(deps),
    ...channelRoutes(deps, settings),
    'GET /v1/overview': showOverview(deps),
    'GET /v1/deployment': showDeployment(deps),
    'GET /v1/events/{id}': showEvent(deps),
    'POST /v1/events/{id}/result': receiveResult(deps),
  };
}
