import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

export type ConditionalUpdate = {
  readonly table: string;
  readonly pk: string;
  /** Undefined members are left unchanged. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** A DynamoDB condition expression; its values are named apart from the attributes that are set. */
  readonly condition: string;
  /** Aliases that the condition uses. */
  readonly names?: Readonly<Record<`#${string}`, string>>;
  readonly values?: Readonly<Record<`:${string}`, unknown>>;
};

/**
 * One update of one item, if its condition holds.
 *
 * @returns the whole item afterwards, or undefined when the condition did not hold
 */
export async function updateIf(
  client: DynamoDBDocumentClient,
  update: ConditionalUpdate,
): Promise<Record<string, unknown> | undefined> {
  const remove = update.remove ?? [];
  const values = Object.entries(update.set).filter(([, value]) => value !== undefined);
  const names = [...values.map(([name]) => name), ...remove];
  const removed = remove.map((name) => `#${name}`).join(', ');
  const set = values.map(([name]) => `#${name} = :set_${name}`);
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: update.table,
        Key: { pk: update.pk },
        UpdateExpression: [set.length > 0 ? `SET ${set.join(', ')}` : '', removed === '' ? '' : `REMOVE ${removed}`]
          .join(' ')
          .trim(),
        ConditionExpression: update.condition,
        // DynamoDB reserves hundreds of plain words (`connection`, `key`), so every name goes by an alias.
        ExpressionAttributeNames: {
          ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ...update.names,
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(values.map(([name, value]) => [`:set_${name}`, value])),
          ...update.values,
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
