import type { ProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import { PRODUCT_ID, type ProductId } from '../domain/ids.ts';
import { LOGO_MAX_BYTES, RUNTIME_PRODUCTS_MAX, type RuntimeProduct } from '../domain/integrations/runtime-product.ts';
import type { Brand, Product } from '../domain/product.ts';
import { remembered, rememberedEach } from './remembered.ts';

export type RuntimeProducts = ReturnType<typeof openRuntimeProducts>;

/**
 * How long a warm function goes without asking again what there is: during that time, a deleted product still accepts
 * stores.
 */
const REMEMBERED_SECONDS = 60;

/**
 * How old the list may be when a slug is not in it. A product can be connected to that soon after it was made, and a
 * flood of made-up slugs costs one small read in that time, however long it lasts.
 */
const MISS_SECONDS = 5;

/** Products made at run time. The list of slugs is one item, so who asks for one that is not listed costs no read of it. */
export function openRuntimeProducts(items: Pick<ProductRepository, 'allSlugs' | 'find'>, now: () => Date) {
  const list = remembered(async () => {
    const { live, deleted } = await items.allSlugs();
    return { live: new Map(live.map((slug) => [String(slug), slug])), deleted };
  }, now);
  const item = rememberedEach(items.find, { now, seconds: REMEMBERED_SECONDS, most: RUNTIME_PRODUCTS_MAX });

  /** The slug, if stores may be connected to its product. */
  async function listed(id: string): Promise<ProductId | undefined> {
    if (!PRODUCT_ID.test(id)) return undefined;
    return (await list(REMEMBERED_SECONDS)).live.get(id) ?? (await list(MISS_SECONDS)).live.get(id);
  }

  return {
    listed,

    async find(id: string): Promise<Product | undefined> {
      const slug = await listed(id);
      const found = slug === undefined ? undefined : await item(slug);
      if (found === undefined || found.deletedAt !== undefined) return undefined;
      return { id: found.slug, name: found.name, brand: brandOf(found) };
    },

    /** Deleted ones included: their connections are still there. */
    async ids(): Promise<readonly ProductId[]> {
      const { live, deleted } = await list(REMEMBERED_SECONDS);
      return [...live.values(), ...deleted];
    },
  };
}

const LOGO = /^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/;
/** Base64 makes four characters of three bytes. */
const LOGO_MAX_CHARACTERS = 'data:image/png;base64,'.length + Math.ceil(LOGO_MAX_BYTES / 3) * 4;
const SUPPORT_URL = /^(?:https:\/\/|mailto:)[^\s]+$/i;

/** Whatever wrote the item: a page never links to a script, nor holds a picture of another kind. */
function brandOf({ logo, supportUrl, languages }: RuntimeProduct): Brand {
  return {
    ...(logo !== undefined && logo.length <= LOGO_MAX_CHARACTERS && LOGO.test(logo) && { logo }),
    ...(supportUrl !== undefined && SUPPORT_URL.test(supportUrl) && { supportUrl }),
    ...(languages !== undefined && languages.length > 0 && { languages }),
  };
}
