import * as z from 'zod/mini';
import { requireRevision } from '../edit-integration.ts';
import { id, name, readInput, revision } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';
import { BRAND } from './product-input.ts';
import type { ProductRecord } from './product-records.ts';

const shape = z.object({ ...BRAND, id, revision, name: z.optional(name) });

/** Takes effect within a minute: functions remember products for as long. */
export async function updateProduct(session: Session, input: unknown): Promise<ProductRecord> {
  const { id: of, revision: read, ...change } = readInput(shape, input);
  const product = await requireOwn(session, of);
  requireRevision(product.revision, read);
  const { isStored: _, ...stored } = product;
  const present = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(present).length === 0) return product;
  const changed = await session.deps.products.change(stored, present, session.deps.now().toISOString());
  if (changed === undefined) {
    throw problem('REVISION_CONFLICT', undefined, 'Somebody else changed this product just now. Read it again.');
  }
  return { ...changed, isStored: true };
}

/** @throws Problems for a product of the settings, which are changed by a deployment */
export async function requireOwn(session: Session, of: string): Promise<ProductRecord> {
  const product = await session.requireProduct(of, ['id']);
  if (product.source === 'runtime') return product;
  throw problem('PRODUCT_READ_ONLY', ['id'], 'This product is in the settings of the deployment. Change it there.');
}
