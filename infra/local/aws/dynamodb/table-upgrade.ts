import { existsSync, readFileSync, rmSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { AttributeValue, CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateTableCommand,
  DeleteTableCommand,
  PutItemCommand,
  paginateScan,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { writePrivateText } from '../../data-folder/private-json.ts';

type Item = Record<string, AttributeValue>;

const POLLING = { maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 };

export async function createTable(client: DynamoDBClient, wanted: CreateTableCommandInput): Promise<void> {
  await client.send(new CreateTableCommand(wanted));
  await waitUntilTableExists({ client, ...POLLING }, { TableName: wanted.TableName });
}

async function readItems(client: DynamoDBClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) items.push(...Items);
  return items;
}

/**
 * Makes a table anew, with its items: dynalite adds no index to a table that is there. Its items are kept in `file` until
 * they are back.
 */
export async function remakeTable(
  client: DynamoDBClient,
  wanted: CreateTableCommandInput,
  file: string,
): Promise<void> {
  const { TableName = '' } = wanted;
  const items = await readItems(client, TableName);
  writePrivateText(file, serialize(items).toString('base64'));
  await client.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists({ client, ...POLLING }, { TableName });
  await createTable(client, wanted);
  await bringBack(client, TableName, file);
}

/** Puts back what a start that was cut short left in `file`. */
export async function bringBack(client: DynamoDBClient, TableName: string, file: string): Promise<void> {
  if (!existsSync(file)) return;
  const items: Item[] = deserialize(Buffer.from(readFileSync(file, 'utf8'), 'base64'));
  for (const Item of items) await client.send(new PutItemCommand({ TableName, Item }));
  rmSync(file);
}
