import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../../../functions/adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../../../functions/adapters/s3/object-store.ts';

const DATABASE = new DynamoDBClient({ region: 'us-east-1' });

export type Items = Map<string, Record<string, unknown>>;

/**
 * A table in memory, on a clock of the test's: as much of DynamoDB as batches need to be accepted. What it does not know
 * it throws for.
 *
 * @param call has the item changed, when it is time; may fail before that, or after
 */
export function smallTable(items: Items, call: <Result>(change: () => Result) => Promise<Result>): Table {
  const send = (command: { readonly input: object }) =>
    call(() => done(items, command.constructor.name, command.input));
  const client = Object.assign(DynamoDBDocumentClient.from(DATABASE), { send });
  return { name: 'handfast', client, persistent: client };
}

function done(items: Items, command: string, input: object) {
  const {
    Key,
    Item,
    ConditionExpression,
    UpdateExpression,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  } = Object(input);
  const pk = String((Item ?? Key).pk);
  const before = items.get(pk);
  if (!holds(before, ConditionExpression, values)) {
    throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
  }
  const $metadata = {};
  if (command.startsWith('Get')) return { $metadata, Item: before && { ...before } };
  if (command.startsWith('Delete')) items.delete(pk);
  else items.set(pk, Item ?? updated({ pk, ...before }, UpdateExpression, names, values));
  return { $metadata, Attributes: items.get(pk) };
}

function holds(item: object | undefined, condition: string | undefined, values: object | undefined): boolean {
  if (condition === undefined) return true;
  if (condition === 'attribute_not_exists(pk)') return item === undefined;
  const [, name = '', value = ''] = /^(\w+) = (:\w+)$/.exec(condition) ?? [];
  if (name === '') throw new Error(`no such condition here: ${condition}`);
  return Object(item)[name] === Object(values)[value];
}

function updated(item: Record<string, unknown>, expression: string, names: object, values: object) {
  const [, set = '', remove = ''] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(expression) ?? [];
  for (const clause of set.split(', ')) {
    const [name = '', value = ''] = clause.split(' = ');
    if (!Object.hasOwn(values, value)) throw new Error(`no such clause here: ${clause}`);
    item[Object(names)[name]] = Object(values)[value];
  }
  for (const name of remove === '' ? [] : remove.split(', ')) delete item[Object(names)[name]];
  return item;
}

/** A bucket in memory. */
export function smallBucket(): ObjectStore {
  const objects = new Map<string, readonly string[]>();
  return {
    async put(key, lines) {
      objects.set(key, lines);
      return 0;
    },
    async lines(key) {
      const lines = objects.get(key);
      return lines && each(lines);
    },
    async remove(keys) {
      for (const key of keys) objects.delete(key);
    },
    async removeAll() {},
    async *list() {},
  };
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
