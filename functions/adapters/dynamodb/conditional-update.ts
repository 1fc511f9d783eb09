import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

export type ConditionalUpdate = {
  readonly table: string;
  readonly pk: string;
  /** Attributes and their values. What is undefined is left as it is. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Attributes, or paths such as `entry.state`, and expressions such as `if_not_exists(seenAt, :now)`. */
  readonly setTo?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
  /** Elements for sets, which are made where there are none. */
  readonly add?: Readonly<Record<string, ReadonlySet<string>>>;
  /** Elements to take out of sets. */
  readonly delete?: Readonly<Record<string, ReadonlySet<string>>>;
  /** A DynamoDB condition expression; its values are named apart from the attributes that are set. */
  readonly condition?: string;
  /** Aliases that the condition uses. */
  readonly names?: Readonly<Record<`#${string}`, string>>;
  readonly values?: Readonly<Record<`:${string}`, unknown>>;
  /** The item that is returned: as it is afterwards (default), or as it was before. */
  readonly returns?: 'ALL_NEW' | 'ALL_OLD';
};

/**
 * One update of one item, if its condition holds.
 *
 * @returns the whole item, or undefined when the condition did not hold
 */
export async function updateIf(
  client: DynamoDBDocumentClient,
  update: ConditionalUpdate,
): Promise<Record<string, unknown> | undefined> {
  const { set, setTo = {}, remove = [], add = {}, delete: taken = {} } = update;
  const values = Object.entries(set).filter(([, value]) => value !== undefined);
  const names = [
    ...values.map(([name]) => name),
    ...Object.keys(setTo),
    ...remove,
    ...Object.keys(add),
    ...Object.keys(taken),
  ];
  const clauses = {
    SET: [
      ...values.map(([name]) => `${aliased(name)} = :set_${name}`),
      ...Object.entries(setTo).map(([path, expression]) => `${aliased(path)} = ${expression}`),
    ],
    REMOVE: remove.map(aliased),
    ADD: Object.keys(add).map((name) => `${aliased(name)} :add_${name}`),
    DELETE: Object.keys(taken).map((name) => `${aliased(name)} :delete_${name}`),
  };
  const expressionValues = {
    ...Object.fromEntries(values.map(([name, value]) => [`:set_${name}`, value])),
    ...Object.fromEntries(Object.entries(add).map(([name, value]) => [`:add_${name}`, value])),
    ...Object.fromEntries(Object.entries(taken).map(([name, value]) => [`:delete_${name}`, value])),
    ...update.values,
  };
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: update.table,
        Key: { pk: update.pk },
        UpdateExpression: Object.entries(clauses)
          .flatMap(([clause, parts]) => (parts.length > 0 ? [`${clause} ${parts.join(', ')}`] : []))
          .join(' '),
        ConditionExpression: update.condition,
        // DynamoDB reserves hundreds of plain words (`connection`, `key`), so every name goes by an alias.
        ExpressionAttributeNames: {
          ...Object.fromEntries(names.flatMap((path) => path.split('.')).map((name) => [alias(name), name])),
          ...update.names,
        },
        ...(Object.keys(expressionValues).length > 0 && { ExpressionAttributeValues: expressionValues }),
        ReturnValues: update.returns ?? 'ALL_NEW',
      }),
    );
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

function aliased(path: string): string {
  return path.split('.').map(alias).join('.');
}

/** An alias may not have a hyphen; names that differ in nothing else are not used side by side. */
function alias(name: string): string {
  return `#${name.replaceAll('-', '_')}`;
}
