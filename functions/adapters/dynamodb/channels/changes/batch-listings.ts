import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ChangeBatch } from '../../../../domain/sync/changes/change-batch.ts';
import type { ChannelId } from '../../../../domain/sync/channel-ids.ts';
import { batchGet } from '../../batch-get.ts';
import { BY_PRODUCT } from '../../indexes.ts';
import type { Page } from '../../listings.ts';
import type { Table } from '../../table.ts';
import { batchListing, parseBatchItem, toBatch } from './batch-item.ts';

type Ask = { readonly limit: number; readonly after?: string | undefined };

/** A channel's batches, newest first. The index shows keys, and lags behind the table a little. */
export async function listBatches(table: Table, channel: ChannelId, { limit, after }: Ask): Promise<Page<ChangeBatch>> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: BY_PRODUCT,
      KeyConditionExpression: after === undefined ? 'listing = :listing' : 'listing = :listing AND listedAs < :after',
      ExpressionAttributeValues: { ':listing': batchListing(channel), ...(after !== undefined && { ':after': after }) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const keys = Items.map(({ pk }) => String(pk));
  const found = new Map((await batchGet(table, keys)).map((item) => [item['pk'], toBatch(parseBatchItem(item))]));
  const last = LastEvaluatedKey === undefined ? undefined : Items.at(-1)?.['listedAs'];
  return { items: keys.flatMap((key) => found.get(key) ?? []), ...(typeof last === 'string' && { last }) };
}
