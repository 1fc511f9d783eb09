import { rememberingVault } from '../adapters/kms/remembering-vault.ts';
import { apiDoor } from '../adapters/lambda/api-handler.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { problemIn } from '../adapters/lambda/problem-document.ts';
import { API_REFUSALS } from '../domain/refusals/api-refusals.ts';
import { SHARED_VARIABLES, surroundings } from '../stores/dependencies.ts';
import { call } from './call-connection.ts';
import { checkConnection } from './check-connection.ts';
import { tenancy } from './client-access.ts';
import { disconnect } from './disconnect-connection.ts';
import { listActivations } from './list-activations.ts';
import { listConnections } from './list-connections.ts';
import { readCredentials } from './read-credentials.ts';
import { showConnection } from './show-connection.ts';
import { walkPages } from './walk-pages.ts';

const settings = readEnvironment([...SHARED_VARIABLES, 'HANDFAST_ISSUER', 'HANDFAST_API_CLIENTS']);
const around = surroundings(settings);
const needs = {
  ...around,
  vault: rememberingVault(around.vault, around.now),
  productsOf: tenancy(settings.HANDFAST_PRODUCTS, settings.HANDFAST_API_CLIENTS),
  issuer: settings.HANDFAST_ISSUER,
  owners: new Map(),
};

export const handler = apiDoor(
  {
    'GET /v1/connections': listConnections(needs),
    'GET /v1/connections/{id}': showConnection(needs),
    'DELETE /v1/connections/{id}': disconnect(needs),
    'POST /v1/connections/{id}/check': checkConnection(needs),
    'POST /v1/connections/{id}/call': call(needs),
    'POST /v1/connections/{id}/pages': walkPages(needs),
    'GET /v1/connections/{id}/credentials': readCredentials(needs),
    'GET /v1/activations': listActivations(needs),
  },
  problemIn(API_REFUSALS),
);
