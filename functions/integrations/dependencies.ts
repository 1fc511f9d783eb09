import type { ClientRepository } from '../adapters/dynamodb/clients/client-repository.ts';
import type { ClientUses } from '../adapters/dynamodb/clients/client-uses.ts';
import type { AuditRepository } from '../adapters/dynamodb/integrations/audit-repository.ts';
import type { AskDeliveries } from '../adapters/dynamodb/integrations/delivery-listings.ts';
import type { IntegrationRepository } from '../adapters/dynamodb/integrations/integration-repository.ts';
import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import type { PublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import type { UnsettledDeliveries } from '../adapters/dynamodb/integrations/unsettled-deliveries.ts';
import type { Listings, Page } from '../adapters/dynamodb/listings.ts';
import type { IntegrationEvents } from '../adapters/eventbridge/integration-events.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { ApiClient } from '../adapters/lambda/environment.ts';
import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import type { KnownConnectors } from '../domain/integrations/findings/channel-findings.ts';
import type { UrlRules } from '../domain/integrations/findings/url-findings.ts';
import type { DeliveryId, IntegrationId } from '../domain/integrations/integration-ids.ts';

/** What is read of deliveries, and asked of them. */
export type Deliveries = {
  find(id: DeliveryId): Promise<Delivery | undefined>;
  /** Newest first; a page may be short, or empty, and not the last one. */
  byIntegration(integration: IntegrationId, ask: AskDeliveries): Promise<Page<Delivery>>;
  /** Those of all integrations that nothing has come of yet. */
  unsettled: Pick<UnsettledDeliveries, 'page'>;
  /** Under the same id, with all attempts before it. */
  requeue(id: DeliveryId, at: string): Promise<boolean>;
};

/** What the use cases work with. */
export type Dependencies = {
  readonly integrations: IntegrationRepository;
  readonly audit: Pick<AuditRepository, 'list' | 'put'>;
  readonly snapshot: PublishedIntegrations['snapshot'];
  readonly products: ProductRepository;
  readonly deliveries: Deliveries;
  readonly clientItems: Pick<ClientRepository, 'create' | 'find' | 'revoke'>;
  readonly clientUses: Pick<ClientUses, 'lastUsedAt'>;
  readonly listings: Pick<Listings, 'byProduct'>;
  readonly seal: Vault['seal'];
  readonly events: IntegrationEvents;
  readonly now: () => Date;
  /** Of the settings: read here, and changed there. */
  readonly settingsProducts: readonly { readonly id: string; readonly name: string }[];
  /** Undefined: whoever is let in may see all products. */
  readonly clients: readonly ApiClient[] | undefined;
  readonly publicUrl: string;
  /** Base URL of the API, `…/v1`. */
  readonly apiUrl: string;
  readonly urlRules: UrlRules;
  readonly connectors: KnownConnectors;
};
