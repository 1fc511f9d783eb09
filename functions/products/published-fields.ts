import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import type { PublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import type { ProductId } from '../domain/ids.ts';
import type { IntegrationFields } from '../domain/integrations/integration.ts';
import type { IntegrationId } from '../domain/integrations/integration-ids.ts';
import { RUNTIME_PRODUCTS_MAX } from '../domain/integrations/runtime-product.ts';
import { rememberedEach } from './remembered.ts';

/** What is published of the integration that a product is linked to. */
export type PublishedFields = { readonly integration: IntegrationId; readonly fields: IntegrationFields };
/** Undefined: it is linked to none, or nothing was published. */
export type PublishedFieldsOf = (product: ProductId) => Promise<PublishedFields | undefined>;

export type Deps = {
  readonly productItems: Pick<ProductRepository, 'find'>;
  readonly integrations: PublishedIntegrations;
  readonly now: () => Date;
};

const REMEMBERED_SECONDS = 60;

/** What links a product to an integration, and what is published of it, is remembered: all who ask share it. */
export function openPublishedFields({ productItems, integrations, now }: Deps): PublishedFieldsOf {
  const memory = { now, seconds: REMEMBERED_SECONDS, most: RUNTIME_PRODUCTS_MAX };
  const linkOf = rememberedEach(async (product: ProductId) => (await productItems.find(product))?.integration, memory);
  const publishedOf = rememberedEach(
    async (integration: IntegrationId) => (await integrations.find(integration))?.published?.id,
    memory,
  );
  return async (product) => {
    const integration = await linkOf(product);
    const published = integration === undefined ? undefined : await publishedOf(integration);
    const snapshot = published === undefined ? undefined : await integrations.snapshot(published);
    return integration === undefined || snapshot === undefined ? undefined : { integration, fields: snapshot.fields };
  };
}
