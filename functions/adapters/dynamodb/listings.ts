import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AccountKey } from '../../domain/account.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { ListedConnection } from '../../domain/stores/connection.ts';
import type { ConnectionStatus } from '../../domain/stores/connection-status.ts';
import { hostListing } from './activations/attempt-item.ts';
import { openAttemptListings } from './activations/attempt-listings.ts';
import { connectionListing, listedConnection } from './connection-item.ts';
import { BY_ACCOUNT, BY_HOST, BY_PRODUCT } from './indexes.ts';
import type { Ask, Page } from './page.ts';
import type { Table } from './table.ts';

export type { Page } from './page.ts';

export type AskByProduct = Ask & { readonly status?: ConnectionStatus | undefined };
/** Sorts after every character of an id, a time or a status. */
const END = '~';
/** Sorts before every status, and after every time. */
const FIRST_STATUS = 'a';
const SEPARATOR = ' ';

export type Listings = ReturnType<typeof openListings>;

/**
 * Lists, by the table's indexes: no scans, and each page costs what it shows. Indexes lag behind the table, mostly by
 * less than a second. They hold no ciphertext that would be shown here.
 */
export function openListings(table: Table) {
  const ask = async (query: Omit<QueryCommandInput, 'TableName'>) => {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({ TableName: table.name, ...query }),
    );
    return { items: Items, more: LastEvaluatedKey !== undefined, lastKey: LastEvaluatedKey };
  };

  /** Connections of one partition. Those of a host share it with attempts, whose sort keys come before any letter. */
  async function byStatus(
    index: string,
    partitionKey: 'listing' | 'host',
    partition: string,
    { status, limit, after }: AskByProduct,
  ): Promise<Page<ListedConnection>> {
    const begin = status === undefined ? '' : `${status}#`;
    const { items, more } = await ask({
      IndexName: index,
      KeyConditionExpression: '#partition = :partition AND listedAs BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#partition': partitionKey },
      // Nothing is sorted between a key and the same key with a blank behind it.
      ExpressionAttributeValues: {
        ':partition': partition,
        ':from': after === undefined ? begin || FIRST_STATUS : `${after} `,
        ':to': `${begin}${END}`,
      },
      Limit: limit,
    });
    return page(items, more, listedConnection.parse, 'listedAs');
  }

  return {
    /** A product's connections, by status and then by id. */
    byProduct: (product: ProductId, asked: AskByProduct): Promise<Page<ListedConnection>> =>
      byStatus(BY_PRODUCT, 'listing', connectionListing(product), asked),

    /** Connections to the stores of one host, in the same order. */
    byHost: (product: ProductId, host: string, asked: AskByProduct): Promise<Page<ListedConnection>> =>
      byStatus(BY_HOST, 'host', hostListing(product, host), asked),

    /** Connections of one status whose ids lie between two, both included. */
    async *range(
      product: ProductId,
      status: ConnectionStatus,
      from: string,
      to: string,
    ): AsyncGenerator<ListedConnection> {
      let after: string | undefined;
      do {
        const { items, more } = await ask({
          IndexName: BY_PRODUCT,
          KeyConditionExpression: 'listing = :listing AND listedAs BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':listing': connectionListing(product),
            ':from': after === undefined ? `${status}#${from}` : `${after} `,
            ':to': `${status}#${to}`,
          },
        });
        yield* items.map((item) => listedConnection.parse(item));
        after = more ? textOf(items.at(-1), 'listedAs') : undefined;
      } while (after !== undefined);
    },

    /** An account's connections, oldest first. An account has few, so a status is picked out of them. */
    async byAccount(product: ProductId, account: AccountKey, asked: AskByProduct): Promise<Page<ListedConnection>> {
      const partition = `${product}#${account}`;
      const listed: ListedConnection[] = [];
      let start = asked.after === undefined ? undefined : accountStart(partition, asked.after);
      do {
        const { items, lastKey } = await ask({
          IndexName: BY_ACCOUNT,
          KeyConditionExpression: 'byAccount = :account',
          ...(asked.status && {
            FilterExpression: '#status = :status',
            ExpressionAttributeNames: { '#status': 'status' },
          }),
          ExpressionAttributeValues: { ':account': partition, ...(asked.status && { ':status': asked.status }) },
          ...(start && { ExclusiveStartKey: start }),
          Limit: asked.limit - listed.length,
        });
        listed.push(...items.map((item) => listedConnection.parse(item)));
        start = lastKey;
      } while (start !== undefined && listed.length < asked.limit);
      return start === undefined ? { items: listed } : { items: listed, last: accountEnd(start) };
    },

    ...openAttemptListings(ask),
  };
}

/** Stores of one account may have been connected in the same millisecond, so the time alone does not identify them. */
function accountEnd({ connectedAt, pk }: Record<string, unknown>): string {
  return `${connectedAt}${SEPARATOR}${pk}`;
}

function accountStart(byAccount: string, end: string): Record<string, string> {
  const [connectedAt = '', pk = ''] = end.split(SEPARATOR);
  return { byAccount, connectedAt, pk };
}

function page<T>(
  items: readonly Record<string, unknown>[],
  more: boolean,
  read: (item: unknown) => T,
  sortKey: string,
): Page<T> {
  const last = more ? textOf(items.at(-1), sortKey) : undefined;
  const listed = items.map((item) => read(item));
  return last === undefined ? { items: listed } : { items: listed, last };
}

function textOf(item: Record<string, unknown> | undefined, name: string): string | undefined {
  const value = item?.[name];
  return typeof value === 'string' ? value : undefined;
}
