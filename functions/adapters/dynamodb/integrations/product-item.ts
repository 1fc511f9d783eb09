import * as z from 'zod/mini';
import type { ProductId } from '../../../domain/ids.ts';
import type { IntegrationId, ProductUuid } from '../../../domain/integrations/integration-ids.ts';
import type { RuntimeProduct } from '../../../domain/integrations/runtime-product.ts';
import { minted } from '../../fields/minted-field.ts';

export const productItem = z.object({
  slug: minted<ProductId>(),
  uuid: minted<ProductUuid>(),
  source: z.enum(['runtime', 'settings']),
  name: z.string(),
  supportUrl: z.optional(z.string()),
  languages: z.optional(z.array(z.string())),
  logo: z.optional(z.string()),
  owner: z.string(),
  revision: z.number(),
  createdAt: z.string(),
  modifiedAt: z.string(),
  integration: z.optional(minted<IntegrationId>()),
  deletedAt: z.optional(z.string()),
}) satisfies z.ZodMiniType<RuntimeProduct>;

export function productKey(slug: ProductId): string {
  return `PRODUCT#${slug}`;
}

/** The one item that holds the slugs of all products made at run time. */
export const PRODUCT_SLUGS_KEY = 'PRODUCTS';

/** `deleted`: those that were made and deleted. Their connections are still there. */
export const productSlugs = z.object({
  slugs: z.optional(z.instanceof(Set)),
  deleted: z.optional(z.instanceof(Set)),
});
