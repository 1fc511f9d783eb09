import { apiDoor } from '../adapters/edge/api-door.ts';
import { readEnvironment } from '../adapters/edge/environment.ts';
import { problemIn } from '../adapters/edge/problem.ts';
import { rememberingVault } from '../adapters/vault/remembered.ts';
import { API_REFUSALS } from '../handshake/api-refusal-words.ts';
import { listActivations } from './activations.ts';
import { call } from './call.ts';
import { checkConnection } from './check.ts';
import { readCredentials } from './credentials.ts';
import { disconnect } from './disconnect.ts';
import { listConnections } from './list.ts';
import { walkPages } from './pages.ts';
import { showConnection } from './show.ts';
import { SHARED_VARIABLES, surroundings } from './surroundings.ts';
import { tenancy } from './tenancy.ts';

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
