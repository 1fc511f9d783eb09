import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ClientId, RegisteredClient } from '../../../domain/api/registered-client.ts';
import type { ProductId } from '../../../domain/ids.ts';
import type { IntegrationId } from '../../../domain/integrations/integration-ids.ts';
import { minted } from '../../fields/minted-field.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { wholeListing } from '../whole-listing.ts';

const text = z.optional(z.string());

const clientItem = z.object({
  id: minted<ClientId>(),
  kind: z.enum(['integration', 'operator']),
  name: text,
  salt: z.string(),
  digest: z.string(),
  scopes: z.array(z.string()),
  integration: z.optional(minted<IntegrationId>()),
  products: z.optional(z.array(minted<ProductId>())),
  createdAt: z.string(),
  createdBy: z.string(),
  revokedAt: text,
}) satisfies z.ZodMiniType<RegisteredClient>;

/** The partition of the index `byProduct` that holds operators' clients, sorted by `createdAt#id`. */
const LISTING = 'CLIENT';

/** How long a revoked client stays in the table, for whoever wants to know when that was. */
const REVOKED_LIFE_SECONDS = 90 * 24 * 60 * 60;

export type ClientRepository = ReturnType<typeof openClientRepository>;

/** Clients of the API that are made at run time. */
export function openClientRepository(table: Table) {
  async function find(id: ClientId): Promise<RegisteredClient | undefined> {
    const { Item } = await table.client.send(
      // Consistent, so that a client is revoked once that was answered.
      new GetCommand({ TableName: table.name, Key: { pk: clientKey(id) }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : clientItem.parse(Item);
  }

  return {
    find,

    /** @returns false when there is one of this id */
    async create(client: RegisteredClient): Promise<boolean> {
      const { id, kind, createdAt } = client;
      const listed = kind === 'operator' ? { listing: LISTING, listedAs: `${createdAt}#${id}` } : {};
      try {
        const Item = { ...client, ...listed, pk: clientKey(id) };
        const ConditionExpression = 'attribute_not_exists(pk)';
        await table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    /**
     * Revokes it for good, and takes it off the list.
     *
     * @returns undefined when there is none; one that was revoked before keeps that time
     */
    async revoke(id: ClientId, at: Date): Promise<RegisteredClient | undefined> {
      const revoked = await updateIf(table.client, {
        table: table.name,
        pk: clientKey(id),
        set: { expiresAt: Math.floor(at.getTime() / 1000) + REVOKED_LIFE_SECONDS },
        setTo: { revokedAt: 'if_not_exists(revokedAt, :at)' },
        remove: ['listing', 'listedAs'],
        condition: 'attribute_exists(pk)',
        values: { ':at': at.toISOString() },
      });
      return revoked === undefined ? undefined : clientItem.parse(revoked);
    },

    /** Operators' clients that are not revoked, oldest first. The index lags behind by less than a second mostly. */
    async operators(): Promise<readonly RegisteredClient[]> {
      const ids: ClientId[] = [];
      for await (const { listedAs } of wholeListing(table, LISTING)) ids.push(minted<ClientId>().parse(idIn(listedAs)));
      const clients = await Promise.all(ids.map(find));
      return clients.flatMap((client) => (client === undefined || client.revokedAt ? [] : [client]));
    },
  };
}

function clientKey(id: ClientId): string {
  return `CLIENT#${id}`;
}

function idIn(listedAs: string): string {
  return listedAs.slice(listedAs.indexOf('#') + 1);
}
