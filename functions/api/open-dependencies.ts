import { openAttemptReader } from '../adapters/dynamodb/activations/attempt-record.ts';
import { openChannelRepository } from '../adapters/dynamodb/channels/channel-repository.ts';
import { openChannelCounts } from '../adapters/dynamodb/channels/looks/channel-counts.ts';
import { openRunRepository } from '../adapters/dynamodb/channels/run-repository.ts';
import { openConnectionCounts } from '../adapters/dynamodb/connections/connection-counts.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { rememberingVault } from '../adapters/kms/remembering-vault.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import type { ConnectionId, ProductId } from '../domain/ids.ts';
import { openSignIns } from '../products/product-sign-in.ts';
import { openPublishedFields } from '../products/published-fields.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';
import { openDependencies } from '../stores/dependencies.ts';
import { SHARED_VARIABLES } from '../stores/shared-variables.ts';
import { CHANNEL_VARIABLES } from './channel-routes.ts';
import { clientAccess } from './client-access.ts';
import { openIssuers } from './connections/issuers.ts';

/** What the API reads of its environment. */
export const API_VARIABLES = [
  ...SHARED_VARIABLES,
  'HANDFAST_ISSUER',
  'HANDFAST_API_CLIENTS',
  'HANDFAST_API_URL',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_DEPLOYMENT',
  ...CHANNEL_VARIABLES,
] as const;

/** Everything that the routes of connections and events work with, opened once when the function starts. */
export function openApiDependencies(settings: Environment<(typeof API_VARIABLES)[number]>) {
  const opened = openDependencies(settings);
  const table = openTable(settings.HANDFAST_TABLE);
  const runtime = openRuntimeProducts(opened.productItems, opened.now);
  const products = publishedProducts(settings.HANDFAST_PRODUCTS, {}, runtime);
  return {
    ...opened,
    vault: rememberingVault(opened.vault, opened.now),
    productsOf: clientAccess(products.ids, settings.HANDFAST_API_CLIENTS),
    issuersOf: openIssuers(openSignIns(openPublishedFields(opened)), settings.HANDFAST_ISSUER),
    channels: openChannelRepository(table, opened.now),
    attempts: openAttemptReader(table),
    runs: openRunRepository(table, opened.now),
    counts: openConnectionCounts(table),
    channelCounts: openChannelCounts(table),
    products: products.ids,
    owners: new Map<ConnectionId, ProductId>(),
    apiUrl: settings.HANDFAST_API_URL,
    publicUrl: settings.HANDFAST_PUBLIC_URL,
    issuer: settings.HANDFAST_ISSUER,
    deployment: settings.HANDFAST_DEPLOYMENT,
    settingsProducts: settings.HANDFAST_PRODUCTS,
  };
}
