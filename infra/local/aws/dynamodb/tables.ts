import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { CreateTableCommandInput, TableDescription } from '@aws-sdk/client-dynamodb';
import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { TableSpec } from '../../template/stack.ts';
import { REGION } from '../../template/template.ts';
import { UserError } from '../../user-error.ts';
import type { Credentials } from '../credentials.ts';
import { bringBack, createTable, remakeTable } from './table-upgrade.ts';
import type { TableMessage, TableStart } from './table-worker.ts';

/** How to reach the local table, as any SDK client takes it. */
export type TableAccess = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
};

export type Tables = {
  readonly access: TableAccess;
  /** Creates what is not there yet; a table that is there keeps its items, and gets indexes that are new. */
  ensure(specs: readonly TableSpec[]): Promise<void>;
  close(): Promise<void>;
};

function creation(spec: TableSpec): CreateTableCommandInput {
  return {
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
  };
}

type Shape = Pick<TableDescription, 'KeySchema' | 'GlobalSecondaryIndexes'>;

function indexesOf({ GlobalSecondaryIndexes = [] }: Shape): unknown[] {
  return GlobalSecondaryIndexes.map((index) => [index.IndexName, index.KeySchema]).sort();
}

/** Whether what is there lacks nothing but indexes. */
function lacksIndexes(present: Shape, wanted: Shape): boolean {
  return (
    isDeepStrictEqual(present.KeySchema, wanted.KeySchema) &&
    indexesOf(present).every((index) => indexesOf(wanted).some((other) => isDeepStrictEqual(index, other)))
  );
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function ensureOne(client: DynamoDBClient, spec: TableSpec, upgradeFile: string): Promise<void> {
  const creating = creation(spec);
  const wanted = { ...creating, GlobalSecondaryIndexes: creating.GlobalSecondaryIndexes ?? [] };
  const present = await describe(client, spec.name);
  if (present && !lacksIndexes(present, wanted)) {
    throw new UserError(`The table ${spec.name} on disk has other keys than the template; delete the data folder.`);
  }
  if (!present) await createTable(client, creating);
  else if (!isDeepStrictEqual(indexesOf(present), indexesOf(wanted))) await remakeTable(client, creating, upgradeFile);
  await bringBack(client, spec.name, upgradeFile);
}

type Database = { readonly port: number; close(): Promise<void> };

/** Resolves when the store is open and answers. Closing waits until everything written is on disk. */
async function openDatabase(credentials: Credentials, folder: string | undefined): Promise<Database> {
  const start: TableStart = { credentials, ...(folder !== undefined && { folder }) };
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), {
    workerData: start,
    execArgv: [],
    name: 'dynamodb',
  });
  const { promise: opened, resolve: isOpen, reject: cannotOpen } = Promise.withResolvers<number>();
  const { promise: closed, resolve: isClosed } = Promise.withResolvers<void>();
  worker.on('message', (message: TableMessage) => {
    if (message.kind === 'listening') isOpen(message.port);
    else isClosed();
  });
  worker.on('error', cannotOpen);
  worker.on('exit', () => isClosed());
  const port = await opened;
  return {
    port,
    close: async () => {
      worker.postMessage('close');
      await closed;
      await worker.terminate();
    },
  };
}

/** Starts DynamoDB on a free port for these credentials, with its items in `folder` (in memory without one). */
export async function openTables(credentials: Credentials, folder?: string): Promise<Tables> {
  const database = await openDatabase(credentials, folder);
  const access: TableAccess = {
    endpoint: `http://127.0.0.1:${database.port}`,
    region: REGION,
    credentials,
  };
  return {
    access,
    ensure: async (specs) => {
      const client = new DynamoDBClient(access);
      await Promise.all(specs.map((spec) => ensureOne(client, spec, `${folder ?? 'memory'}-${spec.name}.upgrade`)));
      client.destroy();
    },
    close: database.close,
  };
}
