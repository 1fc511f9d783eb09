import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { inParallel } from '../lambda/in-parallel.ts';
import type { Table } from './table.ts';

/** DynamoDB takes no more keys in one request, and answers with no more than 16 MB. */
const KEYS_AT_ONCE = 100;
const REQUESTS_AT_ONCE = 4;
const FIRST_PAUSE_MS = 20;
const ROUNDS = 8;

export type BatchGetOptions = {
  /** The attributes that are read, such as `pk`; absent: all. */
  readonly attributes?: readonly string[];
};

/**
 * Items by their keys, consistent, in no order; those that are not there are left out. A key may be named twice.
 *
 * @throws Error when DynamoDB leaves keys unread again and again
 */
export async function batchGet(
  table: Table,
  keys: readonly string[],
  options: BatchGetOptions = {},
): Promise<Record<string, unknown>[]> {
  const unique = [...new Set(keys)];
  const starts = Array.from({ length: Math.ceil(unique.length / KEYS_AT_ONCE) }, (_, index) => index * KEYS_AT_ONCE);
  const found: Record<string, unknown>[] = [];
  await inParallel(starts, REQUESTS_AT_ONCE, async (from) => {
    found.push(...(await readAll(table, unique.slice(from, from + KEYS_AT_ONCE), options)));
  });
  return found;
}

async function readAll(
  { name, client }: Table,
  keys: readonly string[],
  options: BatchGetOptions,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let left: Record<string, unknown>[] = keys.map((pk) => ({ pk }));
  for (let round = 0; left.length > 0; round += 1) {
    if (round === ROUNDS) throw new Error(`DynamoDB left ${left.length} items unread`);
    // Unread are those above 16 MB, and those that the table had no capacity for.
    if (round > 0) await pause(FIRST_PAUSE_MS * 2 ** round * Math.random());
    const asked = { [name]: { Keys: left, ConsistentRead: true, ...projection(options) } };
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(new BatchGetCommand({ RequestItems: asked }));
    found.push(...(Responses[name] ?? []));
    left = UnprocessedKeys[name]?.Keys ?? [];
  }
  return found;
}

function projection({ attributes }: BatchGetOptions) {
  if (attributes === undefined) return {};
  const names = Object.fromEntries(attributes.map((attribute, at) => [`#a${at}`, attribute]));
  return { ProjectionExpression: Object.keys(names).join(', '), ExpressionAttributeNames: names };
}
