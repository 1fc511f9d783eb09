import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Account } from '../../domain/account.ts';
import { accountKey } from '../../domain/account.ts';
import type { ConnectionStatus, LinkKind } from '../../domain/connection.ts';
import type { Suspicion } from '../../domain/health.ts';
import type { ActivationId, ConnectionId, ProductId } from '../../domain/ids.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import type { StoreUrl } from '../../domain/store-url.ts';
import type { Sealed } from '../kms/sealed.ts';
import { updateIf } from './conditional-update.ts';
import {
  type Connection,
  connectionKey,
  connectionListing,
  listedAs,
  type OutboxEvent,
  parseConnection,
} from './connection-item.ts';
import type { Table } from './table.ts';

export { type Connection, connectionKey } from './connection-item.ts';

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
  /** Key of the account that had the store until now. */
  readonly movedFrom?: string | undefined;
};

/** What a look at the store has shown, and what follows from it. */
export type HealthRecord = {
  readonly checkedAt: string;
  readonly suspect: Suspicion | undefined;
  /** Present when the status changes. */
  readonly change?: {
    readonly status: ConnectionStatus;
    readonly reason: RefusalCode | undefined;
    readonly untold: OutboxEvent;
  };
};

export type ConnectionRepository = ReturnType<typeof openConnectionRepository>;

/** The connections of all products. Every change is one conditional write on one item. */
export function openConnectionRepository(table: Table) {
  /** If the credentials are still those that were read, and the status, too. */
  async function change(
    existing: Connection,
    set: Readonly<Record<string, unknown>>,
    remove: readonly string[] = [],
  ): Promise<Connection | undefined> {
    const changed = await updateIf(table.client, {
      table: table.name,
      pk: connectionKey(existing.connection),
      set,
      remove,
      condition: 'version = :version AND #status = :standing',
      names: { '#status': 'status' },
      values: { ':version': existing.version, ':standing': existing.status },
    });
    return changed === undefined ? undefined : whole(changed);
  }

  return {
    async find(connection: ConnectionId): Promise<Connection | undefined> {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { pk: connectionKey(connection) }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : whole(Item);
    },

    /**
     * Writes the connection if it still stands as it was read.
     *
     * @param existing version that was read; undefined when there was no connection
     * @returns false when somebody was faster: read again, and decide again
     */
    async put(link: Link, existing: number | undefined): Promise<boolean> {
      const Item = {
        ...link,
        pk: connectionKey(link.connection),
        byAccount: `${link.product}#${accountKey(link.account)}`,
        listing: connectionListing(link.product),
        listedAs: listedAs(link.status, link.connection),
        version: (existing ?? 0) + 1,
      };
      const condition =
        existing === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'version = :standing', ExpressionAttributeValues: { ':standing': existing } };
      try {
        await table.persistent.send(new PutCommand({ TableName: table.name, Item, ...condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    /**
     * Records a look at the store. Leaves the version as it is: what a merchant was shown has not changed.
     *
     * @returns undefined when other credentials or another status have come meanwhile: the look tells nothing of them
     */
    recordHealth(
      existing: Connection,
      { checkedAt, suspect, change: to }: HealthRecord,
    ): Promise<Connection | undefined> {
      const changed = to && {
        status: to.status,
        listedAs: listedAs(to.status, existing.connection),
        statusSince: checkedAt,
        untold: to.untold,
        ...(to.reason && { reason: to.reason }),
      };
      const gone = [...(suspect ? [] : ['suspect']), ...(to && !to.reason ? ['reason'] : [])];
      return change(existing, { checkedAt, ...(suspect && { suspect }), ...changed }, gone);
    },

    /** Remembers which generations the store may be. */
    async learn(existing: Connection, generations: readonly string[]): Promise<void> {
      await change(existing, { generations });
    },

    /** Destroys the credentials. The rest stays, as the record of a connection that was. */
    disconnect(existing: Connection, at: string, untold: OutboxEvent): Promise<Connection | undefined> {
      const status = 'disconnected';
      const set = { status, listedAs: listedAs(status, existing.connection), statusSince: at, untold };
      return change(existing, { ...set, version: existing.version + 1 }, ['secrets', 'suspect', 'reason']);
    },

    /** Forgets an event that was told. */
    async markPublished(connection: ConnectionId, { id }: OutboxEvent): Promise<void> {
      await updateIf(table.client, {
        table: table.name,
        pk: connectionKey(connection),
        set: {},
        remove: ['untold'],
        condition: 'untold.id = :event',
        values: { ':event': id },
      });
    },
  };
}

function whole(attributes: Record<string, unknown>): Connection {
  const found = parseConnection(attributes);
  return { ...found, accountKey: accountKey(found.account) };
}
