import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ProductId } from '../../../domain/ids.ts';
import type { ChannelStatus } from '../../../domain/sync/channel.ts';
import { BY_PRODUCT } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { channelListing, type ListedChannel, parseListedChannel } from './channel-item.ts';

export type AskChannels = {
  readonly status?: ChannelStatus | undefined;
  readonly limit: number;
  /** `last` of the page before. */
  readonly after?: string | undefined;
};

/** Sorts after every character of a status, a number or an id. */
const END = '~';

/** Lists channels by the index, which lags behind the table, mostly by less than a second. */
export function openChannelListings(table: Table) {
  async function page(product: ProductId, { status, limit, after }: AskChannels): Promise<Page<ListedChannel>> {
    const begin = status === undefined ? '' : `${status}#`;
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: BY_PRODUCT,
        KeyConditionExpression: 'listing = :listing AND listedAs BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':listing': channelListing(product),
          // Nothing is sorted between a key and the same key with a blank behind it.
          ':from': after === undefined ? begin || ' ' : `${after} `,
          ':to': `${begin}${END}`,
        },
        Limit: limit,
      }),
    );
    const last = LastEvaluatedKey === undefined ? undefined : Items.at(-1)?.['listedAs'];
    return { items: Items.map(parseListedChannel), ...(typeof last === 'string' && { last }) };
  }

  return {
    /** A product's channels by status, and then by interval. */
    byProduct: page,

    /** All of a product's channels of one status, those that are looked at most often first. */
    async *withStatus(product: ProductId, status: ChannelStatus): AsyncGenerator<ListedChannel> {
      let after: string | undefined;
      do {
        const { items, last }: Page<ListedChannel> = await page(product, { status, limit: ROWS_AT_ONCE, after });
        yield* items;
        after = last;
      } while (after !== undefined);
    },
  };
}

const ROWS_AT_ONCE = 1_000;
