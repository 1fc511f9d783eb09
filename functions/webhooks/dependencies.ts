import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { DeliveryRepository } from '../adapters/dynamodb/integrations/delivery-repository.ts';
import type { IntegrationHealth, PassLeases } from '../adapters/dynamodb/integrations/integration-health.ts';
import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import type { PublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import type { EventBus } from '../adapters/eventbridge/event-bus.ts';
import type { SendToVendor } from '../adapters/http/vendor-request.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { log } from '../adapters/lambda/log.ts';
import type { VendorTokens } from '../adapters/oidc/client-credentials.ts';

export type Deps = {
  readonly products: Pick<ProductRepository, 'find'>;
  readonly integrations: PublishedIntegrations;
  readonly health: IntegrationHealth;
  readonly deliveries: DeliveryRepository;
  readonly leases: PassLeases;
  readonly connections: Pick<ConnectionRepository, 'find' | 'recordAnswer'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly send: SendToVendor;
  /** Asks providers of merchants' sign-in, as the popup does. */
  readonly ask: SendToVendor;
  /** Whether such a provider may be local, without TLS. */
  readonly allowLoopback: boolean;
  readonly tokens: VendorTokens;
  readonly announce: EventBus['announce'];
  /** Base URL of the API, without a slash at the end: events are fetched there. */
  readonly apiUrl: string;
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly random: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly log: typeof log;
};
