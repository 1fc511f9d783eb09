import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { batchGet } from '../../../functions/adapters/dynamodb/batch-get.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { putItem } from './channels/items.ts';
import { embeddedTable } from './embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
const keys = Array.from({ length: 230 }, (_, at) => `BATCH#${at}`);
beforeAll(async () => {
  table = await embeddedTable();
  await Promise.all(keys.map((pk, at) => putItem(table, { pk, at, secret: 'x', status: 'active' })));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => table.close());

const numbers = (items: readonly Record<string, unknown>[]) =>
  items.map(({ at }) => Number(at)).toSorted((a, b) => a - b);

test('items come by their keys, however many, each once; those that are not there are left out', async () => {
  const send = vi.spyOn(table.client, 'send');
  const found = await batchGet(table, [...keys, 'BATCH#none', 'BATCH#3']);
  expect(numbers(found)).toEqual(keys.map((_, at) => at));
  expect(send).toHaveBeenCalledTimes(3);
  expect(await batchGet(table, [])).toEqual([]);
  expect(send).toHaveBeenCalledTimes(3);
});

test('no more of an item is read than was asked for', async () => {
  const found = await batchGet(table, ['BATCH#1'], { attributes: ['pk', 'status'] });
  expect(found).toEqual([{ pk: 'BATCH#1', status: 'active' }]);
});

/** As DynamoDB does where the answer is large, or the table has no capacity left: it gives one of them. */
function leavingUnread(rounds: number): { readonly table: Table; readonly asked: string[][] } {
  const asked: string[][] = [];
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  client.middlewareStack.add(
    () => async (args) => {
      const { RequestItems } = Object(args.input);
      const keys: string[] = Object(RequestItems)[table.name].Keys.map(({ pk }: { pk: string }) => pk);
      asked.push(keys);
      const given = asked.length > rounds ? keys : keys.slice(0, 1);
      const left = keys.slice(given.length).map((pk) => ({ pk }));
      const items = await batchGet(table, given);
      const output = {
        $metadata: {},
        Responses: { [table.name]: items },
        UnprocessedKeys: { [table.name]: { Keys: left } },
      };
      return { output, response: {} };
    },
    { step: 'initialize', priority: 'low' },
  );
  return { table: { ...table, client }, asked };
}

test('what DynamoDB leaves unread is asked for again, and nothing else', async () => {
  const { table: strained, asked } = leavingUnread(2);
  expect(numbers(await batchGet(strained, keys.slice(0, 5)))).toEqual([0, 1, 2, 3, 4]);
  expect(asked.map((one) => one.length)).toEqual([5, 4, 3]);
});

test('what stays unread is an error, not less than there is', { timeout: 30_000 }, async () => {
  const { table: strained } = leavingUnread(1_000);
  await expect(batchGet(strained, keys.slice(0, 50))).rejects.toThrow('left 42 items unread');
});
