import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Account } from '../../domain/account.ts';
import { accountKey } from '../../domain/account.ts';
import type { Sealed } from '../../domain/ciphertext.ts';
import type { ActivationId, ConnectionId, KeyDigest, ProductId } from '../../domain/ids.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import type {
  Connection,
  LinkKind,
  OutboxEvent,
  Suspicion,
  VendorAnswerRecord,
} from '../../domain/stores/connection.ts';
import { type ConnectionStatus, STATUS_ALLOWED_FROM } from '../../domain/stores/connection-status.ts';
import { hostOf, type StoreUrl } from '../../domain/stores/store-url.ts';
import { hostListing } from './activations/attempt-item.ts';
import { updateIf } from './conditional-update.ts';
import { connectionKey, connectionListing, listedAs, parseConnection } from './connection-item.ts';
import type { Table } from './table.ts';

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

/** What a health check has shown, and what follows from it. */
export type HealthRecord = {
  readonly checkedAt: string;
  readonly suspect: Suspicion | undefined;
  /** Present when the status changes. */
  readonly change?: {
    readonly status: ConnectionStatus;
    readonly reason: RefusalCode | undefined;
    readonly outbox: OutboxEvent;
  };
};

export type ConnectionRepository = ReturnType<typeof openConnectionRepository>;

/** The connections of all products. Every change is one conditional write on one item. */
export function openConnectionRepository(table: Table) {
  /** Changes a connection if credentials and status are still those that were read. */
  async function change(
    existing: Connection,
    set: Readonly<Record<string, unknown>> & { readonly status?: ConnectionStatus },
    remove: readonly string[] = [],
  ): Promise<Connection | undefined> {
    const allowed = statusCondition(set.status);
    const changed = await updateIf(table.client, {
      table: table.name,
      pk: connectionKey(existing.connection),
      // Connections of before the list by host get into it by their next write, a health check at the latest.
      set: { ...set, host: hostListing(existing.product, hostOf(existing.storeUrl)) },
      remove,
      condition: `version = :version AND #status = :existing${allowed.condition}`,
      names: { '#status': 'status' },
      values: { ':version': existing.version, ':existing': existing.status, ...allowed.values },
    });
    return changed === undefined ? undefined : parseConnection(changed);
  }

  return {
    async find(connection: ConnectionId): Promise<Connection | undefined> {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { pk: connectionKey(connection) }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : parseConnection(Item);
    },

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

    /**
     * Records a health check. Leaves the version as it is: what a merchant was shown has not changed.
     *
     * @returns undefined when credentials or status have changed meanwhile: the check says nothing about the new ones
     */
    recordHealth(
      existing: Connection,
      { checkedAt, suspect, change: to }: HealthRecord,
    ): Promise<Connection | undefined> {
      const changed = to && {
        status: to.status,
        listedAs: listedAs(to.status, existing.connection),
        statusSince: checkedAt,
        outbox: to.outbox,
        ...(to.reason && { reason: to.reason }),
      };
      const gone = [...(suspect ? [] : ['suspect']), ...(to && !to.reason ? ['reason'] : [])];
      return change(existing, { checkedAt, ...(suspect && { suspect }), ...changed }, gone);
    },

    /** Remembers which consumer key linked it, where the version that did has not. */
    async rememberKey(existing: Connection, key: KeyDigest): Promise<void> {
      await change(existing, { key });
    },

    /** Remembers which generations the store may be. */
    async learn(existing: Connection, generations: readonly string[]): Promise<void> {
      await change(existing, { generations });
    },

    /** Destroys the credentials, and what the merchant answered. The rest stays, as a record. */
    disconnect(existing: Connection, at: string, outbox: OutboxEvent): Promise<Connection | undefined> {
      const status = 'disconnected' as const;
      const set = { status, listedAs: listedAs(status, existing.connection), statusSince: at, outbox };
      return change(existing, { ...set, version: existing.version + 1 }, ['secrets', 'answers', 'suspect', 'reason']);
    },

    /**
     * Gives the connection to an account. Whoever agreed to what the old one had must be asked again, so the version
     * changes, except where only the label does. What the old account's merchant answered goes with that account.
     *
     * @param outbox undefined where the account stays
     */
    reassign(existing: Connection, account: Account, outbox: OutboxEvent | undefined): Promise<Connection | undefined> {
      const byAccount = accountIndexKey(existing.product, account);
      const version = outbox === undefined ? existing.version : existing.version + 1;
      const gone = outbox === undefined ? [] : ['answers'];
      return change(existing, { account, byAccount, version, ...(outbox && { outbox }) }, gone);
    },

    /**
     * Records what the vendor's system said. An older answer does not replace a newer one.
     *
     * @returns undefined when there is no such connection, or a newer answer
     */
    async recordAnswer(
      connection: ConnectionId,
      answer: VendorAnswerRecord,
      vendorAccount?: string,
    ): Promise<Connection | undefined> {
      const recorded = await updateIf(table.client, {
        table: table.name,
        pk: connectionKey(connection),
        set: { vendorAnswer: answer, vendorAccount },
        condition: 'attribute_exists(pk) AND (attribute_not_exists(vendorAnswer) OR vendorAnswer.#at <= :at)',
        names: { '#at': 'at' },
        values: { ':at': answer.at },
      });
      return recorded === undefined ? undefined : parseConnection(recorded);
    },

    /** Removes an event that was published. */
    async markPublished(connection: ConnectionId, { id }: OutboxEvent): Promise<void> {
      await updateIf(table.client, {
        table: table.name,
        pk: connectionKey(connection),
        set: {},
        remove: ['outbox', 'untold'],
        condition: 'outbox.id = :event OR (attribute_not_exists(outbox) AND untold.id = :event)',
        values: { ':event': id },
      });
    },
  };
}

const NOTHING_TO_PUBLISH = 'attribute_not_exists(outbox) AND attribute_not_exists(untold)';

/** The partition of the index `byAccount` that holds an account's connections. */
function accountIndexKey(product: ProductId, account: Account): string {
  return `${product}#${accountKey(account)}`;
}

/** Empty unless the status is to change; then it holds for those that the new one may follow. */
function statusCondition(to: ConnectionStatus | undefined) {
  if (to === undefined) return { condition: '', values: {} };
  const values = Object.fromEntries(STATUS_ALLOWED_FROM[to].map((from, index) => [`:from${index}`, from]));
  return { condition: ` AND #status IN (${Object.keys(values).join(', ')})`, values };
}
