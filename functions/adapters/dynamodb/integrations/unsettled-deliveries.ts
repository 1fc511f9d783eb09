import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { ConnectionId } from '../../../domain/ids.ts';
import type { Delivery } from '../../../domain/integrations/deliveries/delivery.ts';
import { parseDeliveryId } from '../../../domain/integrations/integration-ids.ts';
import { BY_PRODUCT } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { DUE_SHARDS, deliveryKey, dueListing, failedListing, ofConnection } from './delivery-item.ts';
import type { FindDeliveries } from './delivery-listings.ts';

/**
 * - `WAITING`: to be sent, or taken by a URL whose result is to come; longest due first
 * - `FAILED`: given up; newest first
 */
export type Unsettled = 'WAITING' | 'FAILED';

/** How many there are; `atLeast`: there are more, which were not counted. */
export type Counted = { readonly count: number; readonly atLeast: boolean };

export type UnsettledDeliveries = ReturnType<typeof openUnsettledDeliveries>;

type Ask = { readonly limit: number; readonly after?: string | undefined };
type AskPage = Ask & {
  /** Those about this store alone. */
  readonly connection?: ConnectionId | undefined;
};

/** How many rows of each share are looked at for one page of those about a store, few as they may be. */
const LOOKED_AT_FOR_A_PAGE = 500;

type Row = { readonly pk: string; readonly listedAs: string };
/** What one share of the index has listed; `isCut`: there is more. */
type Share = { readonly rows: readonly Row[]; readonly isCut: boolean };

/** Sorts before and after every time. */
const [BEGIN, END] = [' ', '~'];

/** Deliveries of all integrations that nothing has come of yet, from all shares of the index at once. */
export function openUnsettledDeliveries(table: Table, findAll: FindDeliveries) {
  const query = (kind: Unsettled, shard: number, { limit, after }: Ask, count: boolean) => {
    const isDue = kind === 'WAITING';
    // Nothing is sorted between a key and the same key with a blank behind it.
    const [from, to] = isDue ? [after === undefined ? BEGIN : `${after} `, END] : [BEGIN, after ?? END];
    return table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: BY_PRODUCT,
        KeyConditionExpression: 'listing = :listing AND listedAs BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':listing': isDue ? dueListing(shard) : failedListing(shard),
          ':from': from,
          ':to': to,
        },
        ScanIndexForward: isDue,
        Limit: limit,
        ...(count ? { Select: 'COUNT' } : { ProjectionExpression: 'pk, listedAs' }),
      }),
    );
  };

  const inEachShard = <T>(ask: (shard: number) => Promise<T>) =>
    Promise.all(Array.from({ length: DUE_SHARDS }, (_, shard) => ask(shard)));

  const read = (rows: readonly Row[]) =>
    findAll(rows.flatMap(({ pk }) => parseDeliveryId(pk.slice(deliveryKey('').length)) ?? []));

  return {
    /**
     * `last` is where the next page begins. A page may hold fewer than its limit, since the index lags a little, or where
     * few are about the store asked for.
     */
    async page(kind: Unsettled, { limit, after, connection }: AskPage): Promise<Page<Delivery>> {
      // DynamoDB fails for bounds that are the wrong way round.
      if (after !== undefined && after >= END) return { items: [] };
      // Of those that have failed, the one that the last page ended with is found again.
      const atOnce = connection === undefined ? limit + 1 : LOOKED_AT_FOR_A_PAGE;
      const found = await inEachShard((shard) => query(kind, shard, { limit: atOnce, after }, false));
      const { rows, end } = inOneOrder(kind, found.map(shareOf));
      const fitting = rows.filter(({ listedAs }) => listedAs !== after && listedAs.endsWith(ofConnection(connection)));
      const shown = fitting.slice(0, limit);
      const last = fitting.length > limit ? shown.at(-1)?.listedAs : end;
      return { items: await read(shown), ...(last !== undefined && { last }) };
    },

    /** @param most how many are counted in each share of the index */
    async count(kind: Unsettled, most: number): Promise<Counted> {
      return countOf(await inEachShard((shard) => query(kind, shard, { limit: most }, true)));
    },

    /**
     * How many there are, and the first of them, for the reads of one.
     *
     * @param most how many are counted in each share of the index: no fewer than `limit`
     */
    async countedPage(kind: Unsettled, { limit, most }: { readonly limit: number; readonly most: number }) {
      const found = await inEachShard((shard) => query(kind, shard, { limit: most }, false));
      return { ...countOf(found), items: await read(inOneOrder(kind, found.map(shareOf)).rows.slice(0, limit)) };
    },
  };
}

function countOf(found: readonly QueryCommandOutput[]): Counted {
  const count = found.reduce((sum, { Count = 0 }) => sum + Count, 0);
  return { count, atLeast: found.some(({ LastEvaluatedKey }) => LastEvaluatedKey !== undefined) };
}

function shareOf({ Items = [], LastEvaluatedKey }: QueryCommandOutput): Share {
  const rows = Items.map(({ pk, listedAs }) => ({ pk: String(pk), listedAs: String(listedAs) }));
  return { rows, isCut: LastEvaluatedKey !== undefined };
}

/**
 * The rows of all shares in one order, as far as every share has been read.
 *
 * @returns `end`: where that is; undefined where all have been read to their ends
 */
export function inOneOrder(
  kind: Unsettled,
  shards: readonly Share[],
): { readonly rows: readonly Row[]; readonly end: string | undefined } {
  const sign = kind === 'WAITING' ? 1 : -1;
  const order = (one: string, other: string) => (one < other ? -sign : Number(one > other) * sign);
  const [end] = shards.flatMap(({ rows, isCut }) => (isCut ? (rows.at(-1)?.listedAs ?? []) : [])).toSorted(order);
  const rows = shards
    .flatMap((shard) => shard.rows)
    .filter(({ listedAs }) => end === undefined || order(listedAs, end) <= 0)
    .toSorted((one, other) => order(one.listedAs, other.listedAs));
  return { rows, end };
}
