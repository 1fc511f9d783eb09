import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { BY_ACCOUNT, BY_HOST, BY_PRODUCT, LISTED_ATTRIBUTES } from '../../functions/adapters/dynamodb/indexes.ts';

export type TableProps = {
  readonly encryptionKey: IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly deletionProtection: boolean;
};

/** Activations and connections in one table, see `functions/adapters/dynamodb`. Losing it means losing every store. */
export function createTable(scope: Construct, props: TableProps): Table {
  const table = new Table(scope, 'Table', {
    ...props,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiresAt',
    encryption: TableEncryption.CUSTOMER_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
  table.addGlobalSecondaryIndex({
    indexName: BY_ACCOUNT,
    partitionKey: { name: 'byAccount', type: AttributeType.STRING },
    sortKey: { name: 'connectedAt', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  });
  for (const [indexName, partition] of LISTS.slice(0, listsWanted(scope))) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: partition, type: AttributeType.STRING },
      sortKey: { name: 'listedAs', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...LISTED_ATTRIBUTES],
    });
  }
  return table;
}

/** Names of indexes, and of the attributes that they list by. */
const LISTS = [
  [BY_PRODUCT, 'listing'],
  [BY_HOST, 'host'],
] as const;

/**
 * CloudFormation adds one index to a table per deployment. A stack from before the API lacks two of three, and gets the
 * second by a deployment with the context `handfast-indexes=2` (`docs/operators.md`, "Upgrade").
 */
function listsWanted(scope: Construct): number | undefined {
  const indexes: unknown = scope.node.tryGetContext('handfast-indexes');
  return indexes === undefined ? undefined : Number(indexes) - 1;
}
