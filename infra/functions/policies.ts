import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** The items of `functions/adapters/table`, by their partition keys. */
export const ACTIVATIONS = 'ACTIVATION#*';
export const CONNECTIONS = 'CONNECTION#*';
/** What became of an attempt to connect. */
export const ATTEMPTS = 'ATTEMPT#*';
/** Leases of the few calls that one store is sent at a time. */
export const LEASES = 'LEASE#*';
export type Items = typeof ACTIVATIONS | typeof CONNECTIONS | typeof ATTEMPTS | typeof LEASES;

/** Single items of the named sorts, never the index: the CDK's own grants know neither. */
export function itemPolicy(
  table: Table,
  items: readonly [Items, ...Items[]],
  actions: readonly `dynamodb:${'Get' | 'Update' | 'Put' | 'Delete'}Item`[],
): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...items] } },
  });
}

/** Lists from the named indexes. What an index shows of secrets is ciphertext, and opens by the vault's rights alone. */
export function indexPolicy(table: Table, indexes: readonly [string, ...string[]]): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:Query'],
    resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
  });
}

/**
 * What DynamoDB does with the table's key on behalf of whoever reads or writes the table (Amazon DynamoDB Developer
 * Guide, "Authorizing use of your customer managed key"). By that service only: nobody opens a store's credentials
 * with these rights, though they lie under the same key.
 */
export function tableKeyPolicy(key: IKey): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(key).region}.amazonaws.com` } },
  });
}

/** The vault's calls, for secrets of the named items: `functions/adapters/vault` names the item in the context. */
export function encryptionPolicy(
  key: IKey,
  items: readonly [Items, ...Items[]],
  actions: readonly `kms:${'Encrypt' | 'Decrypt'}`[],
): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [key.keyArn],
    conditions: { StringLike: { 'kms:EncryptionContext:item': [...items] } },
  });
}
