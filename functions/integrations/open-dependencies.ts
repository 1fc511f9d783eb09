import { openClientRepository } from '../adapters/dynamodb/clients/client-repository.ts';
import { openClientUses } from '../adapters/dynamodb/clients/client-uses.ts';
import { openAuditRepository } from '../adapters/dynamodb/integrations/audit-repository.ts';
import { openDeliveryRepository } from '../adapters/dynamodb/integrations/delivery-repository.ts';
import { openIntegrationRepository } from '../adapters/dynamodb/integrations/integration-repository.ts';
import { openProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import { openListings } from '../adapters/dynamodb/listings.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openIntegrationEvents } from '../adapters/eventbridge/integration-events.ts';
import { openVaultLazily } from '../adapters/kms/lazy-vault.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import type { Dependencies } from './dependencies.ts';
import { knownConnectors } from './known-connectors.ts';

/** What GraphQL reads of the environment. */
export const GRAPHQL_VARIABLES = [
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_API_URL',
  'HANDFAST_PRODUCTS',
  'HANDFAST_API_CLIENTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
  'HANDFAST_CUSTOM_CONNECTORS',
] as const;

/** Everything that queries and mutations work with, opened once when the function starts. */
export function openGraphQlDependencies(settings: Environment<(typeof GRAPHQL_VARIABLES)[number]>): Dependencies {
  const table = openTable(settings.HANDFAST_TABLE);
  return {
    integrations: openIntegrationRepository(table),
    audit: openAuditRepository(table),
    snapshot: openPublishedIntegrations(table).snapshot,
    products: openProductRepository(table),
    deliveries: openDeliveryRepository(table),
    clientItems: openClientRepository(table),
    clientUses: openClientUses(table),
    listings: openListings(table),
    seal: openVaultLazily(settings.HANDFAST_KEY).seal,
    events: openIntegrationEvents(settings.HANDFAST_BUS),
    now: () => new Date(),
    settingsProducts: settings.HANDFAST_PRODUCTS,
    clients: settings.HANDFAST_API_CLIENTS,
    publicUrl: settings.HANDFAST_PUBLIC_URL,
    apiUrl: settings.HANDFAST_API_URL,
    connectors: knownConnectors(settings.HANDFAST_CUSTOM_CONNECTORS),
    urlRules: { allowLoopback: settings.HANDFAST_ALLOW_LOOPBACK_STORES },
  };
}
