import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../table.ts';

/** DynamoDB takes no more keys at once, and answers with no more than 16 MB. */
const KEYS_AT_ONCE = 100;
const FIRST_PAUSE_MS = 20;
const ROUNDS = 8;

/**
 * Items by their keys, consistent, in no order; those that are not there are left out.
 *
 * @throws Error when DynamoDB leaves keys unread again and again
 */
export async function batchGet(table: Table, keys: readonly string[]): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    found.push(...(await readAll(table, keys.slice(from, from + KEYS_AT_ONCE))));
  }
  return found;
}

async function readAll({ name, client }: Table, keys: readonly string[]): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let left: Record<string, unknown>[] = keys.map((pk) => ({ pk }));
  for (let round = 0; left.length > 0; round += 1) {
    if (round === ROUNDS) throw new Error(`DynamoDB left ${left.length} items unread`);
    // Unread are those above 16 MB, and those that the table had no capacity for.
    if (round > 0) await pause(FIRST_PAUSE_MS * 2 ** round * Math.random());
    const asked = { [name]: { Keys: left, ConsistentRead: true } };
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(new BatchGetCommand({ RequestItems: asked }));
    found.push(...(Responses[name] ?? []));
    left = UnprocessedKeys[name]?.Keys ?? [];
  }
  return found;
}
