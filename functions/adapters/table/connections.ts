import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Account, AccountKey } from '../../handshake/account.ts';
import { accountKey } from '../../handshake/account.ts';
import type { ConnectionStatus, LinkKind } from '../../handshake/connection.ts';
import type { ActivationId, ConnectionId, ProductId } from '../../handshake/ids.ts';
import type { StoreUrl } from '../../handshake/store-url.ts';
import type { Sealed } from '../vault/sealed.ts';
import { sealed } from '../vault/sealed.ts';
import type { Table } from './client.ts';
import { minted } from './minted-field.ts';

const item = z.object({
  connection: minted<ConnectionId>(),
  product: minted<ProductId>(),
  storeUrl: minted<StoreUrl>(),
  account: z.object({ issuer: z.string(), id: z.string(), label: z.string() }),
  status: z.enum(['active', 'needs_reauthorization', 'inactive', 'unreachable', 'disconnected']),
  /** Ciphertext of consumer key and secret, access token and secret. Gone once disconnected. */
  secrets: z.optional(sealed),
  /** Magento generations that the store may be, likeliest first. */
  generations: z.array(z.string()),
  /** ISO 8601. */
  createdAt: z.string(),
  connectedAt: z.string(),
  /** The attempt that linked it last, and what that did: a repeated link step finds its own work here. */
  activation: minted<ActivationId>(),
  kind: z.enum(['created', 'reauthorized', 'moved']),
  /** Counts every change; the condition of the next one. */
  version: z.number(),
});

/** A store tied to an account for a product. */
export type Connection = z.infer<typeof item> & { readonly accountKey: AccountKey };

/** A connection as an exchange leaves it. */
export type Link = {
  readonly connection: ConnectionId;
  readonly product: ProductId;
  readonly storeUrl: StoreUrl;
  readonly account: Account;
  readonly status: ConnectionStatus;
  readonly secrets: Sealed;
  readonly generations: readonly string[];
  readonly createdAt: string;
  readonly connectedAt: string;
  readonly activation: ActivationId;
  readonly kind: LinkKind;
};

export type Connections = ReturnType<typeof openConnections>;

/** The connections of all products. */
export function openConnections(table: Table) {
  return {
    async find(connection: ConnectionId): Promise<Connection | undefined> {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { pk: connectionKey(connection) }, ConsistentRead: true }),
      );
      if (Item === undefined) return undefined;
      const found = item.parse(Item);
      return { ...found, accountKey: accountKey(found.account) };
    },

    /**
     * Writes the connection if it still stands as it was read.
     *
     * @param standing version that was read; undefined when there was no connection
     * @returns false when somebody was faster: read again, and decide again
     */
    async put(link: Link, standing: number | undefined): Promise<boolean> {
      const Item = {
        ...link,
        pk: connectionKey(link.connection),
        byAccount: `${link.product}#${accountKey(link.account)}`,
        version: (standing ?? 0) + 1,
      };
      const condition =
        standing === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'version = :standing', ExpressionAttributeValues: { ':standing': standing } };
      try {
        await table.persistent.send(new PutCommand({ TableName: table.name, Item, ...condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

/** The partition key, and part of the encryption context of the secrets. */
export function connectionKey(connection: ConnectionId): string {
  return `CONNECTION#${connection}`;
}
