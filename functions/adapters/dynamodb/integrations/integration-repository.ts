import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ProductId } from '../../../domain/ids.ts';
import type { AuditEntry } from '../../../domain/integrations/audit.ts';
import {
  type Integration,
  type IntegrationTest,
  LINKED_PRODUCTS_MAX,
  type Snapshot,
} from '../../../domain/integrations/integration.ts';
import type { IntegrationId } from '../../../domain/integrations/integration-ids.ts';
import { minted } from '../../fields/minted-field.ts';
import { updateIf } from '../conditional-update.ts';
import { BY_PRODUCT } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { openAuditRepository } from './audit-repository.ts';
import {
  aliasKey,
  deletedIntegration,
  INTEGRATION_LISTING,
  integrationKey,
  type KeptIntegration,
  keptIntegrationItem,
  snapshotKey,
} from './integration-item.ts';

/** What a change sets; what is left out stays. A new `working` configuration is a new revision. */
export type IntegrationChange = Partial<
  Pick<Integration, 'working' | 'published' | 'history' | 'signing' | 'clients' | 'health'>
>;

/** Who changes what. */
export type Author = Pick<AuditEntry, 'id' | 'at' | 'by' | 'action' | 'fields'>;

const alias = z.object({ integration: minted<IntegrationId>() });

export type IntegrationRepository = ReturnType<typeof openIntegrationRepository>;

/**
 * Integrations as they are edited. Every change is one conditional write on one item, which holds the change's entry of
 * the audit too: whoever changes it next, or reads the audit, finds the entry there if it was not put yet.
 */
export function openIntegrationRepository(table: Table) {
  const audit = openAuditRepository(table);

  async function read(pk: string): Promise<Record<string, unknown> | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: true }),
    );
    return Item;
  }

  /** @returns false when the condition did not hold */
  async function put(
    Item: Record<string, unknown>,
    condition: string,
    more: { names?: Record<string, string>; values?: Record<string, unknown> } = {},
  ): Promise<boolean> {
    try {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item,
          ConditionExpression: condition,
          ...(more.names && { ExpressionAttributeNames: more.names }),
          ...(more.values && { ExpressionAttributeValues: more.values }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  const unchanged = (kept: KeptIntegration) => ({
    names: { '#last': 'lastChange', '#id': 'id' },
    values: { ':last': kept.lastChange.id },
  });

  return {
    async find(id: IntegrationId): Promise<KeptIntegration | undefined> {
      const item = await read(integrationKey(id));
      return item === undefined || 'deletedAt' in item ? undefined : keptIntegrationItem.parse(item);
    },

    /** What is left of a deleted integration. */
    async findDeleted(id: IntegrationId) {
      return deletedIntegration.safeParse(await read(integrationKey(id))).data;
    },

    /** The integration that a number names. */
    async idOf(name: string): Promise<IntegrationId | undefined> {
      return alias.safeParse(await read(aliasKey(name))).data?.integration;
    },

    /** @returns false when the name is another integration's */
    async claim(name: string, id: IntegrationId): Promise<boolean> {
      if (await put({ pk: aliasKey(name), integration: id }, 'attribute_not_exists(pk)')) return true;
      return alias.safeParse(await read(aliasKey(name))).data?.integration === id;
    },

    /** @returns false when there is, or was, one of this id */
    async create(integration: Omit<KeptIntegration, 'products'>): Promise<boolean> {
      const { id, createdAt, lastChange } = integration;
      const listed = { listing: INTEGRATION_LISTING, listedAs: `${createdAt}#${id}` };
      const isNew = await put({ ...integration, ...listed, pk: integrationKey(id) }, 'attribute_not_exists(pk)');
      if (isNew) await audit.put(id, lastChange);
      return isNew;
    },

    /** @returns undefined when somebody else has changed it since it was read */
    async change(
      kept: KeptIntegration,
      change: IntegrationChange,
      author: Author,
    ): Promise<KeptIntegration | undefined> {
      // Put already, unless whoever made that change was stopped in between.
      await audit.put(kept.id, kept.lastChange);
      const revision = kept.revision + (change.working === undefined ? 0 : 1);
      const lastChange: AuditEntry = { ...author, revision };
      const changed = await updateIf(table.client, {
        table: table.name,
        pk: integrationKey(kept.id),
        set: {
          ...change,
          lastChange,
          revision,
          modifiedAt: change.working === undefined ? undefined : author.at,
        },
        condition: '#last.#id = :last',
        ...unchanged(kept),
      });
      if (changed === undefined) return undefined;
      await audit.put(kept.id, lastChange);
      return keptIntegrationItem.parse(changed);
    },

    /** @returns false when it has changed since it was read, or a product is linked to it */
    async delete(kept: KeptIntegration, author: Author): Promise<boolean> {
      await audit.put(kept.id, kept.lastChange);
      const { id, owner, revision } = kept;
      const lastChange: AuditEntry = { ...author, revision };
      const isDone = await put(
        { pk: integrationKey(id), id, owner, deletedAt: author.at, lastChange },
        '#last.#id = :last AND attribute_not_exists(products)',
        unchanged(kept),
      );
      if (isDone) await audit.put(id, lastChange);
      return isDone;
    },

    /** Snapshots are named by what they hold, so one that is there already is the same. */
    async keepSnapshot(snapshot: Snapshot): Promise<void> {
      await put({ ...snapshot, pk: snapshotKey(snapshot.id) }, 'attribute_not_exists(pk)');
    },

    /**
     * Counts a product as linked, before it is.
     *
     * @returns false when there is no such integration, or it has as many products as it may
     */
    async addProduct(id: IntegrationId, product: ProductId): Promise<boolean> {
      const changed = await updateIf(table.client, {
        table: table.name,
        pk: integrationKey(id),
        set: {},
        add: { products: new Set([product]) },
        condition:
          'attribute_exists(pk) AND attribute_not_exists(deletedAt) AND ' +
          '(attribute_not_exists(products) OR contains(products, :product) OR size(products) < :most)',
        values: { ':product': product, ':most': LINKED_PRODUCTS_MAX },
      });
      return changed !== undefined;
    },

    /** Once it is no longer linked. */
    async removeProduct(id: IntegrationId, product: ProductId): Promise<void> {
      await updateIf(table.client, {
        table: table.name,
        pk: integrationKey(id),
        set: {},
        delete: { products: new Set([product]) },
        condition: 'attribute_exists(pk)',
      });
    },

    /**
     * Records that a test begins.
     *
     * @param since no other may have begun from then on
     * @returns undefined when one has
     */
    async beginTest(id: IntegrationId, test: IntegrationTest, since: string): Promise<KeptIntegration | undefined> {
      const changed = await updateIf(table.client, {
        table: table.name,
        pk: integrationKey(id),
        set: { lastTest: test },
        condition:
          'attribute_exists(pk) AND attribute_not_exists(deletedAt) AND ' +
          '(attribute_not_exists(#test) OR #test.#started < :since)',
        names: { '#test': 'lastTest', '#started': 'startedAt' },
        values: { ':since': since },
      });
      return changed === undefined ? undefined : keptIntegrationItem.parse(changed);
    },

    /** Ids of all integrations, newest first. */
    async ids({
      limit,
      after,
    }: {
      readonly limit: number;
      readonly after?: string | undefined;
    }): Promise<Page<IntegrationId>> {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: BY_PRODUCT,
          KeyConditionExpression:
            after === undefined ? 'listing = :listing' : 'listing = :listing AND listedAs < :after',
          ExpressionAttributeValues: { ':listing': INTEGRATION_LISTING, ...(after && { ':after': after }) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      const listed = z.array(z.object({ listedAs: z.string() })).parse(Items);
      const ids = listed.map(({ listedAs }) =>
        minted<IntegrationId>().parse(listedAs.slice(listedAs.indexOf('#') + 1)),
      );
      const last = LastEvaluatedKey === undefined ? undefined : listed.at(-1)?.listedAs;
      return { items: ids, ...(last !== undefined && { last }) };
    },
  };
}
