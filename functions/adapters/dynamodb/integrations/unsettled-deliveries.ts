import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../../../domain/integrations/deliveries/delivery.ts';
import { type DeliveryId, parseDeliveryId } from '../../../domain/integrations/integration-ids.ts';
import { BY_PRODUCT } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { DUE_SHARDS, deliveryKey, dueListing, failedListing } from './delivery-item.ts';

/**
 * - `WAITING`: to be sent, or taken by a URL whose result is to come; longest due first
 * - `FAILED`: given up; newest first
 */
export type Unsettled = 'WAITING' | 'FAILED';

/** How many there are; `atLeast`: there are more, which were not counted. */
export type Counted = { readonly count: number; readonly atLeast: boolean };

export type UnsettledDeliveries = ReturnType<typeof openUnsettledDeliveries>;

type Ask = { readonly limit: number; readonly after?: string | undefined };

/** Sorts before and after every time. */
const [BEGIN, END] = [' ', '~'];

/** Deliveries of all integrations that nothing has come of yet, from all shares of the index at once. */
export function openUnsettledDeliveries(table: Table, find: (id: DeliveryId) => Promise<Delivery | undefined>) {
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
        ...(count && { Select: 'COUNT' }),
      }),
    );
  };

  const inEachShard = <T>(ask: (shard: number) => Promise<T>) =>
    Promise.all(Array.from({ length: DUE_SHARDS }, (_, shard) => ask(shard)));

  return {
    /** `last` is where the next page begins. A page may hold fewer than its limit, since the index lags a little. */
    async page(kind: Unsettled, { limit, after }: Ask): Promise<Page<Delivery>> {
      // DynamoDB fails for bounds that are the wrong way round.
      if (after !== undefined && after >= END) return { items: [] };
      // Of those that have failed, the one that the last page ended with is found again.
      const found = await inEachShard((shard) => query(kind, shard, { limit: limit + 1, after }, false));
      const rows = found
        .flatMap(({ Items = [] }) => Items.map(({ pk, listedAs }) => ({ pk: String(pk), listedAs: String(listedAs) })))
        .filter(({ listedAs }) => listedAs !== after)
        .toSorted((one, other) => (one.listedAs < other.listedAs ? -1 : 1));
      const ordered = kind === 'WAITING' ? rows : rows.toReversed();
      const shown = ordered.slice(0, limit);
      const ids = shown.flatMap(({ pk }) => parseDeliveryId(pk.slice(deliveryKey('').length)) ?? []);
      const items = (await Promise.all(ids.map(find))).filter((one) => one !== undefined);
      const last = ordered.length > limit ? shown.at(-1)?.listedAs : undefined;
      return { items, ...(last !== undefined && { last }) };
    },

    /** @param most how many are counted in each share of the index */
    async count(kind: Unsettled, most: number): Promise<Counted> {
      const counted = await inEachShard((shard) => query(kind, shard, { limit: most }, true));
      const count = counted.reduce((sum, { Count = 0 }) => sum + Count, 0);
      return { count, atLeast: counted.some(({ LastEvaluatedKey }) => LastEvaluatedKey !== undefined) };
    },
  };
}
