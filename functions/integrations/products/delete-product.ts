import * as z from 'zod/mini';
import { parseProductUuid } from '../../domain/integrations/integration-ids.ts';
import { CONNECTION_STATUSES } from '../../domain/stores/connection-status.ts';
import { requireRevision } from '../edit-integration.ts';
import { id, readInput, revision } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';
import type { ProductRecord } from './product-records.ts';
import { requireOwn } from './update-product.ts';

const shape = z.object({ id, revision });

/** Its slug stays taken. @returns the id; of a product that was deleted before, too */
export async function deleteProduct(session: Session, input: unknown): Promise<string> {
  const { id: of, revision: read } = readInput(shape, input);
  const { products, now } = session.deps;
  const gone = await deletedBefore(session, of);
  if (gone !== undefined) return gone;
  const product = await requireOwn(session, of);
  requireRevision(product.revision, read);
  await requireUnused(session, product);
  const { isStored: _, ...stored } = product;
  const deletedAt = now().toISOString();
  if ((await products.change(stored, { deletedAt }, deletedAt)) === undefined) {
    throw problem('REVISION_CONFLICT', undefined, 'Somebody else changed this product just now. Read it again.');
  }
  await products.unlist(product.slug);
  return product.uuid;
}

/** Takes it off the list again, in case the deletion was stopped in between. */
async function deletedBefore({ deps }: Session, of: string): Promise<string | undefined> {
  const uuid = parseProductUuid(of);
  const slug = uuid && (await deps.products.slugOf(uuid));
  const product = slug && (await deps.products.find(slug));
  if (product?.deletedAt === undefined) return undefined;
  await deps.products.unlist(product.slug);
  return product.uuid;
}

async function requireUnused({ deps }: Session, { slug, integration }: ProductRecord): Promise<void> {
  if (integration !== undefined) {
    throw problem('PRODUCT_LINKED', ['id'], 'The product uses an integration. Unlink it first.');
  }
  for (const status of CONNECTION_STATUSES.filter((one) => one !== 'disconnected')) {
    if ((await deps.listings.byProduct(slug, { limit: 1, status })).items.length === 0) continue;
    throw problem('PRODUCT_IN_USE', ['id'], 'Stores are connected to the product. Disconnect them first.');
  }
}
