import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { BY_ACCOUNT } from '../functions/adapters/table/connections.ts';

/** Activations and connections in one table, see `functions/adapters/table`. Losing it means losing every store. */
export function houseTable(scope: Construct): Table {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  table.addGlobalSecondaryIndex({
    indexName: BY_ACCOUNT,
    partitionKey: { name: 'byAccount', type: AttributeType.STRING },
    sortKey: { name: 'connectedAt', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  });
  return table;
}
