import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { BY_PRODUCT } from './indexes.ts';
import type { Table } from './table.ts';

const row = z.object({ listedAs: z.string(), createdAt: z.optional(z.string()) });
export type ListedRow = z.output<typeof row>;

/** A whole partition of the index `byProduct`, which lags behind the table a little. */
export async function* wholeListing(table: Table, listing: string): AsyncGenerator<ListedRow> {
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: BY_PRODUCT,
        KeyConditionExpression: 'listing = :listing',
        ExpressionAttributeValues: { ':listing': listing },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) yield row.parse(item);
    start = LastEvaluatedKey;
  } while (start !== undefined);
}
