import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../../../domain/integrations/deliveries/delivery.ts';
import { parseDeliveryId } from '../../../domain/integrations/integration-ids.ts';
import { BY_PRODUCT } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { DUE_SHARDS, deliveryKey, dueListing, failedListing } from './delivery-item.ts';
import type { FindDeliveries } from './delivery-listings.ts';

/**
 * - `WAITING`: to be sent, or taken by a URL whose result is to come; longest due first
 * - `FAILED`: given up; newest first
 */
export type Unsettled = 'WAITING' | 'FAILED';

/** How many there are; `atLeast`: there are more, which were not counted. */
export type Counted = { readonly count: number; readonly atLeast: boolean };

export type UnsettledDeliveries = ReturnType<typeof openUnsettledDeliveries>;

type Row = { readonly pk: string; readonly listedAs: string };
type Ask = { readonly limit: number; readonly after?: string | undefined };

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

  /** What the shares have listed, in the order of the list. */
  const inOrder = (kind: Unsettled, found: readonly QueryCommandOutput[]): readonly Row[] => {
    const rows = found
      .flatMap(({ Items = [] }) => Items.map(({ pk, listedAs }) => ({ pk: String(pk), listedAs: String(listedAs) })))
      .toSorted((one, other) => (one.listedAs < other.listedAs ? -1 : 1));
    return kind === 'WAITING' ? rows : rows.toReversed();
  };

  const read = (rows: readonly Row[]) =>
    findAll(rows.flatMap(({ pk }) => parseDeliveryId(pk.slice(deliveryKey('').length)) ?? []));

  return {
    /** `last` is where the next page begins. A page may hold fewer than its limit, since the index lags a little. */
    async page(kind: Unsettled, { limit, after }: Ask): Promise<Page<Delivery>> {
      // DynamoDB fails for bounds that are the wrong way round.
      if (after !== undefined && after >= END) return { items: [] };
      // Of those that have failed, the one that the last page ended with is found again.
      const found = await inEachShard((shard) => query(kind, shard, { limit: limit + 1, after }, false));
      const rows = inOrder(kind, found).filter(({ listedAs }) => listedAs !== after);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1)?.listedAs : undefined;
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
      return { ...countOf(found), items: await read(inOrder(kind, found).slice(0, limit)) };
    },
  };
}

function countOf(found: readonly QueryCommandOutput[]): Counted {
  const count = found.reduce((sum, { Count = 0 }) => sum + Count, 0);
  return { count, atLeast: found.some(({ LastEvaluatedKey }) => LastEvaluatedKey !== undefined) };
}
