import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import { logUnexpectedError } from '../adapters/lambda/log.ts';
import { parseProductId } from '../domain/ids.ts';
import { settingsProductUuid } from '../domain/integrations/integration-ids.ts';

export type Deps = {
  readonly productItems: Pick<ProductRepository, 'claimUuid' | 'create'>;
  readonly now: () => Date;
};

/** As the items name who made a product of the settings. */
const OWNER = 'settings';

/**
 * Claims the slugs of the settings' products in the table, once in the life of a function. Should the settings drop one,
 * nobody can make another product by that slug at run time: stores of merchants may still name it. What is claimed, or
 * was made at run time before the settings took it, stays as it is.
 *
 * @returns what is to be awaited before the function's work; it never rejects, since that work must not wait for this
 */
export function claimSlugs(
  { productItems, now }: Deps,
  products: readonly { readonly id: string; readonly name: string }[],
): () => Promise<void> {
  let claimed: Promise<void> | undefined;
  async function claim(): Promise<void> {
    for (const { id, name } of products) {
      const slug = parseProductId(id);
      const uuid = settingsProductUuid(slug);
      const at = now().toISOString();
      const times = { createdAt: at, modifiedAt: at };
      if (!(await productItems.claimUuid(uuid, slug))) continue;
      await productItems.create({ slug, uuid, source: 'settings', name, owner: OWNER, revision: 1, ...times });
    }
  }
  return () => {
    claimed ??= claim().catch((error: unknown) => {
      claimed = undefined;
      logUnexpectedError(error, { task: 'claim-slugs' });
    });
    return claimed;
  };
}
