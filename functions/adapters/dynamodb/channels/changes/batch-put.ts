import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../table.ts';

/** DynamoDB takes no more items at once. */
const ITEMS_AT_ONCE = 25;
const FIRST_PAUSE_MS = 20;
const ROUNDS = 8;

/**
 * Puts items, each by itself, without a condition.
 *
 * @param items with keys that differ
 * @throws Error when DynamoDB leaves items unwritten again and again
 */
export async function batchPut(table: Table, items: readonly Record<string, unknown>[]): Promise<void> {
  for (let from = 0; from < items.length; from += ITEMS_AT_ONCE) {
    await putAll(table, items.slice(from, from + ITEMS_AT_ONCE));
  }
}

async function putAll({ name, client }: Table, items: readonly Record<string, unknown>[]): Promise<void> {
  let left: { PutRequest?: { Item: Record<string, unknown> | undefined } | undefined }[] = items.map((Item) => ({
    PutRequest: { Item },
  }));
  for (let round = 0; left.length > 0; round += 1) {
    if (round === ROUNDS) throw new Error(`DynamoDB left ${left.length} items unwritten`);
    if (round > 0) await pause(FIRST_PAUSE_MS * 2 ** round * Math.random());
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left } }));
    left = UnprocessedItems[name] ?? [];
  }
}
