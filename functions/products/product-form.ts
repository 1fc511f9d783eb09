import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import type { PublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import type { ProductId } from '../domain/ids.ts';
import { askable } from '../domain/integrations/form-answers.ts';
import type { FormField } from '../domain/integrations/integration.ts';
import type { IntegrationId } from '../domain/integrations/integration-ids.ts';
import { RUNTIME_PRODUCTS_MAX } from '../domain/integrations/runtime-product.ts';
import { rememberedEach } from './remembered.ts';

/** What merchants are asked before they connect a store to a product; empty where nothing is. */
export type FormOf = (product: ProductId) => Promise<readonly FormField[]>;

export type Deps = {
  readonly productItems: Pick<ProductRepository, 'find'>;
  readonly integrations: PublishedIntegrations;
  readonly now: () => Date;
};

const REMEMBERED_SECONDS = 60;

/** The form of what is published of a product's integration. What links them, and what is published, is remembered. */
export function openForms({ productItems, integrations, now }: Deps): FormOf {
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
    return askable(snapshot?.fields.formFields ?? []);
  };
}
