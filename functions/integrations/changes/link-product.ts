import * as z from 'zod/mini';
import type { IntegrationId } from '../../domain/integrations/integration-ids.ts';
import type { RuntimeProduct } from '../../domain/integrations/runtime-product.ts';
import { editIntegration, requireChangeable } from '../edit-integration.ts';
import { id, readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { ProductRecord } from '../products/product-records.ts';
import type { Session } from '../session.ts';

const shape = z.object({ productId: id, integrationId: id });

/**
 * Lets a product use an integration. The product alone says so; the integration counts its products before they are
 * linked and until they no longer are, so it may count too many for a while, never too few.
 */
export async function linkProduct(session: Session, input: unknown): Promise<ProductRecord> {
  const { productId, integrationId } = readInput(shape, input);
  const product = await session.requireProduct(productId, ['productId']);
  const { id: to, published } = await requireChangeable(session, integrationId, ['integrationId']);
  if (product.integration === to) return product;
  if (published === undefined) {
    throw problem('NOT_PUBLISHED', ['integrationId'], 'Publish the integration before products use it.');
  }
  if (product.integration !== undefined) await requireLeave(session, product.integration);
  const { integrations } = session.deps;
  if (!(await integrations.addProduct(to, product.slug))) {
    throw problem('TOO_MANY_LINKS', ['integrationId'], 'As many products use this integration as may.');
  }
  const linked = await link(session, product, to);
  // Somebody may have unlinked it meanwhile, and taken it off the count.
  if (!(await integrations.addProduct(to, product.slug))) {
    await link(session, linked, undefined);
    throw problem('NOT_FOUND', ['integrationId'], 'The integration was deleted just now.');
  }
  if (product.integration !== undefined) await uncount(session, product.integration, product);
  await record(session, to, 'linkProductIntegration');
  return linked;
}

/** A product that uses no integration is left as it is. */
export async function unlinkProduct(session: Session, input: unknown): Promise<ProductRecord> {
  const { productId, integrationId } = readInput(shape, input);
  const product = await session.requireProduct(productId, ['productId']);
  const { id: from } = await requireChangeable(session, integrationId, ['integrationId']);
  if (product.integration === undefined) return product;
  if (product.integration !== from) {
    throw problem('NOT_LINKED', ['integrationId'], 'The product uses another integration.');
  }
  const unlinked = await link(session, product, undefined);
  await uncount(session, from, product);
  await record(session, from, 'unlinkProductIntegration');
  return unlinked;
}

async function link(session: Session, product: ProductRecord, to: IntegrationId | undefined): Promise<ProductRecord> {
  const { products, now } = session.deps;
  const { isStored, ...own } = product;
  const stored: RuntimeProduct = isStored ? own : await firstStored(session, own);
  const linked = await products.link(stored, to, now().toISOString());
  if (linked === undefined) {
    throw problem('REVISION_CONFLICT', ['productId'], 'Somebody else changed this product just now. Try again.');
  }
  return { ...linked, name: product.name, source: product.source, isStored: true };
}

/** Products of the settings get an item when they are first linked. */
async function firstStored({ deps }: Session, product: RuntimeProduct): Promise<RuntimeProduct> {
  const made = { ...product, revision: 1, createdAt: deps.now().toISOString() };
  await deps.products.create(made);
  return made;
}

async function requireLeave(session: Session, from: IntegrationId): Promise<void> {
  if ((await session.read(from)) === undefined) return;
  await requireChangeable(session, from, ['productId']);
}

/** Takes a product off the count, unless it was linked again meanwhile. */
async function uncount({ deps }: Session, from: IntegrationId, { slug }: RuntimeProduct): Promise<void> {
  await deps.integrations.removeProduct(from, slug);
  if ((await deps.products.find(slug))?.integration === from) await deps.integrations.addProduct(from, slug);
}

async function record(session: Session, integration: IntegrationId, action: string): Promise<void> {
  await editIntegration(session, { id: integration, path: ['integrationId'], action }, async () => ({}));
}
