import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../../../functions/adapters/dynamodb/table.ts';

/** What the table holds under a key. */
export async function itemAt({ name, client }: Table, pk: string): Promise<Record<string, unknown> | undefined> {
  return (await client.send(new GetCommand({ TableName: name, Key: { pk }, ConsistentRead: true }))).Item;
}

/** As if it had expired. */
export async function removeItem({ name, client }: Table, pk: string): Promise<void> {
  await client.send(new DeleteCommand({ TableName: name, Key: { pk } }));
}

/** As if it had never been changed since. */
export async function putItem({ name, client }: Table, Item: Record<string, unknown>): Promise<void> {
  await client.send(new PutCommand({ TableName: name, Item }));
}
