import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type ProductId, parseProductId } from '../../../domain/ids.ts';
import type { IntegrationId, ProductUuid } from '../../../domain/integrations/integration-ids.ts';
import { RUNTIME_PRODUCTS_MAX, type RuntimeProduct } from '../../../domain/integrations/runtime-product.ts';
import { minted } from '../../fields/minted-field.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { aliasKey } from './integration-item.ts';
import { PRODUCT_SLUGS_KEY, productItem, productKey, productSlugs } from './product-item.ts';

/** What a change may set; `null` removes. */
export type ProductChange = {
  readonly [N in 'name' | 'supportUrl' | 'languages' | 'logo' | 'deletedAt']?: RuntimeProduct[N] | null;
};

/** The slugs of all products made at run time, sorted. */
export type ProductSlugs = { readonly live: readonly ProductId[]; readonly deleted: readonly ProductId[] };

const alias = z.object({ product: minted<ProductId>() });

export type ProductRepository = ReturnType<typeof openProductRepository>;

/** Products made at run time, and links of the settings' products. Every change is one conditional write on one item. */
export function openProductRepository(table: Table) {
  async function read(pk: string): Promise<Record<string, unknown> | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: true }),
    );
    return Item;
  }

  async function put(Item: Record<string, unknown>): Promise<boolean> {
    try {
      const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
      await table.client.send(new PutCommand({ TableName: table.name, Item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async function find(slug: ProductId): Promise<RuntimeProduct | undefined> {
    const item = await read(productKey(slug));
    return item === undefined ? undefined : productItem.parse(item);
  }

  async function allSlugs(): Promise<ProductSlugs> {
    const { slugs, deleted } = productSlugs.parse((await read(PRODUCT_SLUGS_KEY)) ?? {});
    return { live: sorted(slugs), deleted: sorted(deleted) };
  }

  return {
    /** Deleted ones included: their slugs stay taken. */
    find,

    allSlugs,

    /** The slugs of all products made at run time that are not deleted, sorted. */
    async slugs(): Promise<readonly ProductId[]> {
      return (await allSlugs()).live;
    },

    /** The slug of the product with this UUID. */
    async slugOf(uuid: ProductUuid): Promise<ProductId | undefined> {
      const item = await read(aliasKey(uuid));
      return item === undefined ? undefined : alias.safeParse(item).data?.product;
    },

    /**
     * Claims a UUID for a slug. Written before the product, so that a repetition meets itself.
     *
     * @returns false when the UUID names something else
     */
    async claimUuid(uuid: ProductUuid, slug: ProductId): Promise<boolean> {
      if (await put({ pk: aliasKey(uuid), product: slug })) return true;
      return alias.safeParse(await read(aliasKey(uuid))).data?.product === slug;
    },

    /** @returns false when the slug is taken, by a deleted product too */
    async create(product: RuntimeProduct): Promise<boolean> {
      return put({ ...product, pk: productKey(product.slug) });
    },

    /**
     * Lists a slug, from when on stores can be connected to its product.
     *
     * @returns false when there are as many products as there may be, or as many deleted ones: both lie in one item
     */
    async list(slug: ProductId): Promise<boolean> {
      const listed = await updateIf(table.client, {
        table: table.name,
        pk: PRODUCT_SLUGS_KEY,
        set: {},
        add: { slugs: new Set([slug]) },
        condition:
          'contains(slugs, :slug) OR ((attribute_not_exists(slugs) OR size(slugs) < :most) AND ' +
          '(attribute_not_exists(deleted) OR size(deleted) < :most))',
        values: { ':slug': slug, ':most': RUNTIME_PRODUCTS_MAX },
      });
      return listed !== undefined;
    },

    /** Takes a slug off the list; nobody else gets it. It is remembered as deleted, since its connections stay. */
    async unlist(slug: ProductId): Promise<void> {
      await updateIf(table.client, {
        table: table.name,
        pk: PRODUCT_SLUGS_KEY,
        set: {},
        add: { deleted: new Set([slug]) },
        delete: { slugs: new Set([slug]) },
      });
    },

    /** @returns undefined when the product has changed since it was read */
    async change(read: RuntimeProduct, change: ProductChange, at: string): Promise<RuntimeProduct | undefined> {
      const entries = Object.entries(change);
      const changed = await updateIf(table.client, {
        table: table.name,
        pk: productKey(read.slug),
        set: {
          ...Object.fromEntries(entries.filter(([, value]) => value !== null)),
          modifiedAt: at,
          revision: read.revision + 1,
        },
        remove: entries.flatMap(([name, value]) => (value === null ? [name] : [])),
        condition: 'revision = :revision',
        values: { ':revision': read.revision },
      });
      return changed === undefined ? undefined : productItem.parse(changed);
    },

    /**
     * Links a product to an integration, or unlinks it: the only truth of a link.
     *
     * @param to undefined to unlink
     * @returns undefined when the link is no longer the one that was read
     */
    async link(read: RuntimeProduct, to: IntegrationId | undefined, at: string): Promise<RuntimeProduct | undefined> {
      const changed = await updateIf(table.client, {
        table: table.name,
        pk: productKey(read.slug),
        set: { modifiedAt: at, revision: read.revision + 1, integration: to },
        remove: to === undefined ? ['integration'] : [],
        condition: 'revision = :revision',
        values: { ':revision': read.revision },
      });
      return changed === undefined ? undefined : productItem.parse(changed);
    },
  };
}

function sorted(slugs: ReadonlySet<unknown> = new Set()): readonly ProductId[] {
  return [...slugs].map((slug) => parseProductId(String(slug))).toSorted();
}
