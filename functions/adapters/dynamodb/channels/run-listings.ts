import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ProductId } from '../../../domain/ids.ts';
import type { ChannelId } from '../../../domain/sync/channel-ids.ts';
import type { Run } from '../../../domain/sync/run.ts';
import { batchGet } from '../batch-get.ts';
import { BY_HOST, BY_PRODUCT } from '../indexes.ts';
import type { Page } from '../listings.ts';
import type { Table } from '../table.ts';
import { attentionListing, needsAttention, parseRun, runListing } from './run-item.ts';

type AskRuns = { readonly limit: number; readonly after?: string | undefined };

/** A channel's runs, newest first. The index shows keys, and lags behind the table a little. */
export async function listRuns(table: Table, channel: ChannelId, { limit, after }: AskRuns): Promise<Page<Run>> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: BY_PRODUCT,
      KeyConditionExpression: after === undefined ? 'listing = :listing' : 'listing = :listing AND listedAs < :after',
      ExpressionAttributeValues: { ':listing': runListing(channel), ...(after !== undefined && { ':after': after }) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const keys = Items.map(({ pk }) => String(pk));
  const found = new Map((await batchGet(table, keys)).map((item) => [item['pk'], parseRun(item)]));
  const last = LastEvaluatedKey === undefined ? undefined : Items.at(-1)?.['listedAs'];
  return { items: keys.flatMap((key) => found.get(key) ?? []), ...(typeof last === 'string' && { last }) };
}

/** A product's newest runs that are held or have failed. The index may lag behind: those that are not any more are left out. */
export async function listRunsInNeed(table: Table, product: ProductId, limit: number): Promise<readonly Run[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: BY_HOST,
      KeyConditionExpression: 'host = :host',
      ExpressionAttributeValues: { ':host': attentionListing(product) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const found = await batchGet(
    table,
    Items.map(({ pk }) => String(pk)),
  );
  return found.map(parseRun).filter(({ status }) => needsAttention(status));
}
