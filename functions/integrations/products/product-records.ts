import { type ProductId, parseProductId } from '../../domain/ids.ts';
import { parseProductUuid, settingsProductUuid } from '../../domain/integrations/integration-ids.ts';
import { parseSlug } from '../../domain/integrations/product-slug.ts';
import type { RuntimeProduct } from '../../domain/integrations/runtime-product.ts';
import type { Dependencies } from '../dependencies.ts';

/** A product of either kind; `isStored` tells whether the table holds an item of it. */
export type ProductRecord = RuntimeProduct & { readonly isStored: boolean };

type Deps = Pick<Dependencies, 'products' | 'settingsProducts'>;

/** Finds products: those of the settings, and those made at run time. The settings win. */
export function openProducts({ products, settingsProducts }: Deps, count: () => void) {
  const inSettings = new Map(settingsProducts.map(({ id, name }) => [id, name]));
  const found = new Map<ProductId, Promise<ProductRecord | undefined>>();

  async function read(slug: ProductId): Promise<ProductRecord | undefined> {
    count();
    const item = await products.find(slug);
    const name = inSettings.get(slug);
    if (name === undefined) {
      const isThere = item?.source === 'runtime' && item.deletedAt === undefined;
      return isThere ? { ...item, isStored: true } : undefined;
    }
    return { ...(item ?? unstored(slug)), name, source: 'settings', isStored: item !== undefined };
  }

  function bySlug(text: string): Promise<ProductRecord | undefined> {
    const slug = parseSlug(text);
    if (slug === undefined) return Promise.resolve(undefined);
    const known = found.get(slug) ?? read(slug);
    found.set(slug, known);
    return known;
  }

  return {
    bySlug,

    /** By its UUID, or by its slug. */
    async byName(text: string): Promise<ProductRecord | undefined> {
      const uuid = parseProductUuid(text);
      if (uuid === undefined) return bySlug(text);
      const slug = settingsProducts.find(({ id }) => settingsProductUuid(parseProductId(id)) === uuid)?.id;
      if (slug !== undefined) return bySlug(slug);
      count();
      const named = await products.slugOf(uuid);
      return named === undefined ? undefined : bySlug(named);
    },

    /** All that are not deleted, sorted. */
    async slugs(): Promise<readonly string[]> {
      count();
      return [...new Set([...inSettings.keys(), ...(await products.slugs())])].toSorted();
    },
  };
}

/** A product of the settings that was never linked. */
function unstored(slug: ProductId): RuntimeProduct {
  const never = new Date(0).toISOString();
  return {
    slug,
    uuid: settingsProductUuid(slug),
    source: 'settings',
    name: slug,
    owner: 'settings',
    revision: 0,
    createdAt: never,
    modifiedAt: never,
  };
}
