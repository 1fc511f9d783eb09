import { openConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import { openDeliveryRepository } from '../adapters/dynamodb/integrations/delivery-repository.ts';
import { openProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import { openKeyRepository } from '../adapters/dynamodb/keys/key-repository.ts';
import { openLeases } from '../adapters/dynamodb/leases.ts';
import { openListings } from '../adapters/dynamodb/listings.ts';
import { openStorePointers } from '../adapters/dynamodb/store-pointers.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openEventBus } from '../adapters/eventbridge/event-bus.ts';
import { openVault } from '../adapters/kms/vault.ts';
import type { Environment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { magentoStore } from '../adapters/magento/magento-store.ts';
import type { SHARED_VARIABLES } from './shared-variables.ts';

/** All adapters that work on connected stores, opened once when a function starts. */
export function openDependencies(settings: Environment<(typeof SHARED_VARIABLES)[number]>) {
  const now = () => new Date();
  const table = openTable(settings.HANDFAST_TABLE);
  return {
    connections: openConnectionRepository(table),
    listings: openListings(table),
    keys: openKeyRepository(table, now),
    productItems: openProductRepository(table),
    integrations: openPublishedIntegrations(table),
    pointers: openStorePointers(table),
    deliveries: openDeliveryRepository(table),
    leases: openLeases(table, now),
    vault: openVault(settings.HANDFAST_KEY),
    magento: magentoStore({
      allowLoopbackStores: settings.HANDFAST_ALLOW_LOOPBACK_STORES,
      allowedPorts: settings.HANDFAST_STORE_PORTS,
    }),
    announce: openEventBus(settings.HANDFAST_BUS).announce,
    now,
    log,
  };
}
