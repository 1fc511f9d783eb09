import * as z from 'zod/mini';
import type { ProductId } from '../../domain/ids.ts';
import { newProductUuid, type ProductUuid, parseProductUuid } from '../../domain/integrations/integration-ids.ts';
import { parseSlug, slugFrom } from '../../domain/integrations/product-slug.ts';
import { RUNTIME_PRODUCTS_MAX, type RuntimeProduct } from '../../domain/integrations/runtime-product.ts';
import { name, readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';
import { BRAND } from './product-input.ts';
import type { ProductRecord } from './product-records.ts';

const shape = z.object({ ...BRAND, id: z.nullish(z.string()), name, slug: z.nullish(z.string()) });

/** A new product; for an id that was used before, the one that there is. Stores can be connected once it is listed. */
export async function createProduct(session: Session, input: unknown): Promise<ProductRecord> {
  const { id, name: own, slug: wanted, ...brand } = readInput(shape, input);
  const uuid = uuidFor(id);
  const { products } = session.deps;
  const known = id === undefined ? undefined : await products.slugOf(uuid);
  const existing = known && (await products.find(known));
  if (existing !== undefined) return repeated(session, existing, uuid);
  const slug = slugFor(wanted, own);
  await requireFree(session, slug);
  if (!(await products.claimUuid(uuid, slug))) throw problem('ID_TAKEN', ['id'], 'Another product has this id.');
  const at = session.deps.now().toISOString();
  const present = Object.fromEntries(Object.entries(brand).filter(([, value]) => value !== null));
  const product: RuntimeProduct = {
    ...present,
    slug,
    uuid,
    source: 'runtime',
    name: own,
    owner: session.client,
    revision: 1,
    createdAt: at,
    modifiedAt: at,
  };
  if (!(await products.create(product))) {
    const winner = await products.find(slug);
    if (winner?.uuid !== uuid) throw taken();
    return repeated(session, winner, uuid);
  }
  return listed(session, product);
}

function uuidFor(id: string | null | undefined): ProductUuid {
  if (id === undefined || id === null) return newProductUuid();
  const uuid = parseProductUuid(id);
  if (uuid === undefined) throw problem('INPUT_INVALID', ['id'], 'id must be a UUID in lower case.');
  return uuid;
}

function slugFor(wanted: string | null | undefined, own: string): ProductId {
  const slug = wanted ? parseSlug(wanted) : slugFrom(own);
  if (slug !== undefined) return slug;
  const rule = 'slug must be 1 to 32 characters of a-z, 0-9 and -, begin with a letter, and not be reserved.';
  throw problem('INPUT_INVALID', ['slug'], rule);
}

/** A slug is in URLs that merchants have entered, so it never names another product. */
async function requireFree({ deps }: Session, slug: ProductId): Promise<void> {
  if (deps.settingsProducts.some(({ id }) => id === slug)) throw taken();
  // One that the settings had once: stores may still be connected to it.
  if ((await deps.listings.byProduct(slug, { limit: 1 })).items.length > 0) throw taken();
  if ((await deps.products.slugs()).length >= RUNTIME_PRODUCTS_MAX) throw tooMany();
}

function repeated(session: Session, existing: RuntimeProduct, uuid: ProductUuid): Promise<ProductRecord> {
  if (existing.deletedAt !== undefined || existing.uuid !== uuid) {
    throw problem('ID_TAKEN', ['id'], 'Another product has, or had, this id.');
  }
  return listed(session, existing);
}

async function listed({ deps }: Session, product: RuntimeProduct): Promise<ProductRecord> {
  if (await deps.products.list(product.slug)) return { ...product, isStored: true };
  throw tooMany();
}

function taken() {
  return problem('SLUG_TAKEN', ['slug'], 'Another product has, or had, this slug.');
}

function tooMany() {
  return problem('TOO_MANY_PRODUCTS', undefined, `There are ${RUNTIME_PRODUCTS_MAX} products. Delete one first.`);
}
