import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Account } from '../../../domain/account.ts';
import type { Sealed } from '../../../domain/ciphertext.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../../../domain/ids.ts';
import type { LinkKind } from '../../../domain/stores/connection.ts';
import type { ConnectionStatus } from '../../../domain/stores/connection-status.ts';
import { hostOf, type StoreUrl } from '../../../domain/stores/store-url.ts';
import { hostListing } from '../activations/attempt-item.ts';
import { accountIndexKey, connectionKey, connectionListing, listedAs } from '../connection-item.ts';
import type { Table } from '../table.ts';
import { NOTHING_TO_PUBLISH } from './connection-outbox.ts';

/** A connection as an exchange leaves it. */
export type Link = {
  readonly connection: ConnectionId;
  readonly product: ProductId;
  readonly storeUrl: StoreUrl;
  readonly account: Account;
  readonly status: ConnectionStatus;
  readonly secrets: Sealed;
  /** What the merchant answered to the vendor's fields. */
  readonly answers?: Sealed | undefined;
  readonly generations: readonly string[];
  readonly createdAt: string;
  readonly connectedAt: string;
  readonly activation: ActivationId;
  readonly kind: LinkKind;
  /** The consumer key that linked it. */
  readonly key: KeyDigest;
  /** Key of the account that had the store before. */
  readonly movedFrom?: string | undefined;
  /** Of the same account, from the vendor's system. */
  readonly vendorAccount?: string | undefined;
};

/** Writes connections as an exchange leaves them. */
export function openConnectionLinks(table: Table) {
  return {
    /**
     * Writes the connection if it is still as it was read, and none of its events waits to be published: that would go
     * with it.
     *
     * @param existing version that was read; undefined when there was no connection
     * @returns false when another write came first: read again, and decide again
     */
    async put(link: Link, existing: number | undefined): Promise<boolean> {
      const Item = {
        ...link,
        pk: connectionKey(link.connection),
        byAccount: accountIndexKey(link.product, link.account),
        listing: connectionListing(link.product),
        listedAs: listedAs(link.status, link.connection),
        host: hostListing(link.product, hostOf(link.storeUrl)),
        version: (existing ?? 0) + 1,
      };
      const condition =
        existing === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: `version = :existing AND ${NOTHING_TO_PUBLISH}`,
              ExpressionAttributeValues: { ':existing': existing },
            };
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
