import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { BY_ACCOUNT, BY_HOST, BY_PRODUCT, LISTED_ATTRIBUTES } from '../functions/adapters/table/indexes.ts';

export type HouseTableProps = {
  readonly encryptionKey: IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly deletionProtection: boolean;
};

/** Activations and connections in one table, see `functions/adapters/table`. Losing it means losing every store. */
export function houseTable(scope: Construct, props: HouseTableProps): Table {
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
  for (const [indexName, partition] of [
    [BY_PRODUCT, 'listing'],
    [BY_HOST, 'host'],
  ] as const) {
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
