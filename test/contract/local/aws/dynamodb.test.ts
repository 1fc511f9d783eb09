import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { LittleLocal } from '../small-stack.ts';
import { littleResources, startLittle } from '../small-stack.ts';

const PK = { AttributeName: 'pk', AttributeType: 'S' };

let local: LittleLocal;

beforeAll(async () => {
  local = await startLittle();
});
afterAll(() => local.remove());

function tableOf(from: LittleLocal) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...from.tableAccess, maxAttempts: 1 }));
  const TableName = from.tableName;
  return {
    put: (Item: Record<string, unknown>) => client.send(new PutCommand({ TableName, Item })),
    get: async (pk: string) => (await client.send(new GetCommand({ TableName, Key: { pk } }))).Item,
    advance: (pk: string, stage: string) =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { pk },
          UpdateExpression: 'SET stage = :next',
          ConditionExpression: 'attribute_not_exists(stage)',
          ExpressionAttributeValues: { ':next': stage },
        }),
      ),
    ofAccount: async (account: string) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: 'byAccount',
          KeyConditionExpression: 'byAccount = :account',
          ExpressionAttributeValues: { ':account': account },
        }),
      );
      return Items.map(({ pk }) => pk);
    },
  };
}

test('lists by the index of the template, in the order of its sort key', async () => {
  const table = tableOf(local);
  await table.put({ pk: 'late', byAccount: 'ana', connectedAt: '2026-02-01' });
  await table.put({ pk: 'early', byAccount: 'ana', connectedAt: '2026-01-01' });
  await table.put({ pk: 'other', byAccount: 'ben', connectedAt: '2026-01-01' });
  expect(await table.ofAccount('ana')).toEqual(['early', 'late']);
});

test('lets one of many conditional writes win', async () => {
  const table = tableOf(local);
  const all = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => table.advance('race', `s${index}`)));
  const lost = all.filter((one) => one.status === 'rejected');
  expect(lost).toHaveLength(19);
  for (const { reason } of lost) expect(reason).toBeInstanceOf(ConditionalCheckFailedException);
});

test('keeps items over a restart', async () => {
  const first = await startLittle();
  await tableOf(first).put({ pk: 'kept', n: 1 });
  await first.stop();
  const second = await startLittle({ folder: first.folder });
  expect(await tableOf(second).get('kept')).toEqual({ pk: 'kept', n: 1 });
  await second.remove();
});

test('keeps items when a new template has one index more', async () => {
  const Table = structuredClone(littleResources()['Table']);
  const more = z.object({ Properties: z.looseObject({ GlobalSecondaryIndexes: z.array(z.unknown()) }) }).parse(Table);
  const { GlobalSecondaryIndexes: indexes, ...keys } = more.Properties;
  const before = {
    Type: 'AWS::DynamoDB::Table',
    Properties: { ...keys, AttributeDefinitions: [PK], GlobalSecondaryIndexes: [] },
  };
  const first = await startLittle({}, { ...littleResources(), Table: before });
  const item = { pk: 'kept', byAccount: 'ana', connectedAt: '2026-01-01', secret: new Uint8Array([0, 255]) };
  await tableOf(first).put(item);
  await first.stop();
  const second = await startLittle({ folder: first.folder });
  expect(indexes).toHaveLength(1);
  expect(await tableOf(second).get('kept')).toEqual(item);
  expect(await tableOf(second).ofAccount('ana')).toEqual(['kept']);
  await second.remove();
});

test('says so when the template wants other keys than the table on disk has', async () => {
  const first = await startLittle();
  await first.stop();
  const key = { AttributeName: 'id', KeyType: 'HASH' };
  const Properties = { KeySchema: [key], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] };
  const Table = { Type: 'AWS::DynamoDB::Table', Properties };
  await expect(startLittle({ folder: first.folder }, { ...littleResources(), Table })).rejects.toThrow(
    'The table Little-Table on disk has other keys than the template; delete the data folder.',
  );
  await first.remove();
});

test('stops cleanly in the middle of writing, and keeps what was answered', async () => {
  const first = await startLittle();
  const table = tableOf(first);
  const answered: string[] = [];
  const writes = Array.from({ length: 200 }, async (_, index) => {
    await table.put({ pk: `w${index}`, n: index });
    answered.push(`w${index}`);
  });
  const settled = Promise.allSettled(writes);
  await vi.waitFor(() => expect(answered.length).toBeGreaterThan(0), { interval: 1 });
  await first.stop();
  await settled;
  const second = await startLittle({ folder: first.folder });
  const kept = await Promise.all(answered.map((pk) => tableOf(second).get(pk)));
  expect(kept.map((item) => item?.['pk'])).toEqual(answered);
  await second.remove();
});
