import { mkdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { CreateTableCommandInput, TableDescription } from '@aws-sdk/client-dynamodb';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { listen, shut } from './aws-json.ts';
import { PlainFailure } from './plain-failure.ts';
import type { TableSpec } from './stack.ts';
import { REGION } from './template.ts';

/** How to reach the local table, as any SDK client takes it. The credentials mean nothing. */
export type TableAccess = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

export type Tables = {
  readonly access: TableAccess;
  /** Creates what is not there yet; a table that is there keeps its items. */
  ensure(specs: readonly TableSpec[]): Promise<void>;
  close(): Promise<void>;
};

const INSTANTLY = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

const creation = (spec: TableSpec): CreateTableCommandInput => ({
  TableName: spec.name,
  KeySchema: spec.KeySchema,
  AttributeDefinitions: spec.AttributeDefinitions,
  BillingMode: 'PAY_PER_REQUEST',
  ...(spec.GlobalSecondaryIndexes.length > 0 && {
    GlobalSecondaryIndexes: spec.GlobalSecondaryIndexes.map(({ Projection, ...index }) => ({
      ...index,
      Projection: {
        ProjectionType: Projection.ProjectionType,
        ...(Projection.NonKeyAttributes && { NonKeyAttributes: Projection.NonKeyAttributes }),
      },
    })),
  }),
});

type Shape = Pick<TableDescription, 'KeySchema' | 'GlobalSecondaryIndexes'>;

const shapeOf = ({ KeySchema, GlobalSecondaryIndexes = [] }: Shape): unknown => ({
  KeySchema,
  indexes: GlobalSecondaryIndexes.map((index) => [index.IndexName, index.KeySchema]).sort(),
});

const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) return undefined;
    throw thrown;
  }
};

const ensureOne = async (client: DynamoDBClient, spec: TableSpec): Promise<void> => {
  const wanted = creation(spec);
  const present = await describe(client, spec.name);
  if (
    present &&
    !isDeepStrictEqual(
      shapeOf(present),
      shapeOf({ ...wanted, GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes ?? [] }),
    )
  ) {
    throw new PlainFailure(`The table ${spec.name} on disk has other keys than the template; delete the data folder.`);
  }
  if (present) return;
  await client.send(new CreateTableCommand(wanted));
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 }, { TableName: spec.name });
};

/** Starts DynamoDB on a free port, with its items in `folder` (in memory without one). */
export const openTables = async (folder?: string): Promise<Tables> => {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const server = dynalite({ ...INSTANTLY, ...(folder !== undefined && { path: folder }) });
  // Dynalite rethrows a request's error from an event listener, which would end this process when a client hangs up.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => request.destroy()));
  const port = await listen(server);
  const access: TableAccess = {
    endpoint: `http://127.0.0.1:${port}`,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return {
    access,
    ensure: async (specs) => {
      const client = new DynamoDBClient(access);
      await Promise.all(specs.map((spec) => ensureOne(client, spec)));
      client.destroy();
    },
    close: () => shut(server),
  };
};
