import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AbstractLevel } from 'abstract-level';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BY_PRODUCT } from '../../../../functions/adapters/dynamodb/indexes.ts';
import { closeIterators } from '../../../../infra/local/aws/dynamodb/closing-iterators.ts';
import { embeddedTable } from '../../dynamodb/embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
const values = vi.spyOn(AbstractLevel.prototype, 'values');

beforeAll(async () => {
  closeIterators();
  table = await embeddedTable();
  for (const listedAs of ['a', 'b', 'c', 'd', 'e']) {
    const Item = { pk: listedAs, listing: 'demo', listedAs };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
});
afterAll(() => table.close());

test.each([
  ['that stops early', 2],
  ['that reads to the end', 10],
])('a query %s leaves nothing open in the database', async (_, Limit) => {
  values.mockClear();
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: BY_PRODUCT,
    KeyConditionExpression: 'listing = :listing',
    ExpressionAttributeValues: { ':listing': 'demo' },
    Limit,
  });
  expect((await table.client.send(query)).Items).toHaveLength(Math.min(Limit, 5));
  const opened = values.mock.results.map(({ value }) => value);
  expect(opened).toHaveLength(1);
  const next = () => Promise.all(opened.map((iterator) => iterator.next()));
  await vi.waitFor(() => expect(next()).rejects.toMatchObject({ code: 'LEVEL_ITERATOR_NOT_OPEN' }));
});
