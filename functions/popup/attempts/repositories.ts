import { openActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import { openConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import { openProductRepository } from '../../adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../../adapters/dynamodb/integrations/published-integrations.ts';
import { openKeyRepository } from '../../adapters/dynamodb/keys/key-repository.ts';
import { openSamlRequests } from '../../adapters/dynamodb/saml/saml-requests.ts';
import { openStorePointers } from '../../adapters/dynamodb/store-pointers.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';

/** What the popup reads and writes of the table. */
export function openRepositories(tableName: string, now: () => Date) {
  const table = openTable(tableName);
  return {
    keys: openKeyRepository(table, now),
    activations: openActivationRepository(table, now),
    pointers: openStorePointers(table),
    connections: openConnectionRepository(table),
    productItems: openProductRepository(table),
    integrations: openPublishedIntegrations(table),
    samlRequests: openSamlRequests(table, now),
  };
}
