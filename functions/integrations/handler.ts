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
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { graphQlHandler } from '../adapters/lambda/graphql-handler.ts';
import { answerGraphQl } from './answer-graphql.ts';
import { knownConnectors } from './known-connectors.ts';

const settings = readEnvironment([
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_API_URL',
  'HANDFAST_PRODUCTS',
  'HANDFAST_API_CLIENTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
  'HANDFAST_CUSTOM_CONNECTORS',
]);
const table = openTable(settings.HANDFAST_TABLE);

export const handler = graphQlHandler(
  'POST /v1/graphql',
  answerGraphQl({
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
  }),
);
