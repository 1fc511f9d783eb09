import { openChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { rememberingVault } from '../adapters/kms/remembering-vault.ts';
import { apiHandler } from '../adapters/lambda/api-handler.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { problemIn } from '../adapters/lambda/problem-document.ts';
import { API_REFUSALS } from '../domain/refusals/api-refusals.ts';
import { openSignIns } from '../products/product-sign-in.ts';
import { openPublishedFields } from '../products/published-fields.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';
import { openDependencies } from '../stores/dependencies.ts';
import { SHARED_VARIABLES } from '../stores/shared-variables.ts';
import { CHANNEL_VARIABLES, channelRoutes } from './channel-routes.ts';
import { clientAccess } from './client-access.ts';
import { call } from './connections/call-connection.ts';
import { checkConnection } from './connections/check-connection.ts';
import { disconnect } from './connections/disconnect-connection.ts';
import { openIssuers } from './connections/issuers.ts';
import { listConnections } from './connections/list-connections.ts';
import { moveConnection } from './connections/move-connection.ts';
import { readAnswers } from './connections/read-answers.ts';
import { readCredentials } from './connections/read-credentials.ts';
import { showConnection } from './connections/show-connection.ts';
import { walkPages } from './connections/walk-pages.ts';
import { receiveResult } from './events/receive-result.ts';
import { showEvent } from './events/show-event.ts';
import { listActivations } from './list-activations.ts';

const settings = readEnvironment([
  ...SHARED_VARIABLES,
  'HANDFAST_ISSUER',
  'HANDFAST_API_CLIENTS',
  'HANDFAST_API_URL',
  ...CHANNEL_VARIABLES,
]);
const opened = openDependencies(settings);
const runtime = openRuntimeProducts(opened.productItems, opened.now);
const products = publishedProducts(settings.HANDFAST_PRODUCTS, {}, runtime);
const deps = {
  ...opened,
  vault: rememberingVault(opened.vault, opened.now),
  productsOf: clientAccess(products.ids, settings.HANDFAST_API_CLIENTS),
  issuersOf: openIssuers(openSignIns(openPublishedFields(opened)), settings.HANDFAST_ISSUER),
  channels: openChannelRepository(openTable(settings.HANDFAST_TABLE), opened.now),
  owners: new Map(),
  apiUrl: settings.HANDFAST_API_URL,
};

export const handler = apiHandler(
  {
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
    ...channelRoutes(deps, settings),
    'GET /v1/events/{id}': showEvent(deps),
    'POST /v1/events/{id}/result': receiveResult(deps),
  },
  problemIn(API_REFUSALS),
);
