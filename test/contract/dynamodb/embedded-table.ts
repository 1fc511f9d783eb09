import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, type Projection } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { BY_ACCOUNT, BY_HOST, BY_PRODUCT, LISTED_ATTRIBUTES } from '../../../functions/adapters/dynamodb/indexes.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';

const LISTED: Projection = { ProjectionType: 'INCLUDE', NonKeyAttributes: [...LISTED_ATTRIBUTES] };

function index(IndexName: string, [hash, range]: readonly [string, string], Projection: Projection) {
  const KeySchema = [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  return { IndexName, KeySchema, Projection };
}

/** A table that is still being created is not found by reads. */
async function untilActive(database: DynamoDBClient): Promise<void> {
  for (;;) {
    const { Table } = await database.send(new DescribeTableCommand({ TableName: 'handfast' }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await pause(2);
  }
}

/** A DynamoDB in memory, with Handfast's table in it. */
export async function embeddedTable(): Promise<Table & { close: () => Promise<void> }> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const database = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  await database.send(
    new CreateTableCommand({
      TableName: 'handfast',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: ['pk', 'byAccount', 'connectedAt', 'listing', 'host', 'listedAs'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        index(BY_ACCOUNT, ['byAccount', 'connectedAt'], { ProjectionType: 'ALL' }),
        index(BY_PRODUCT, ['listing', 'listedAs'], LISTED),
        index(BY_HOST, ['host', 'listedAs'], LISTED),
      ],
    }),
  );
  await untilActive(database);
  const client = DynamoDBDocumentClient.from(database, { marshallOptions: { removeUndefinedValues: true } });
  return {
    name: 'handfast',
    client,
    persistent: client,
    close: () => {
      database.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
