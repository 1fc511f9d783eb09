import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BY_ACCOUNT } from '../../functions/adapters/dynamodb/indexes.ts';
import { CONNECTIONS, encryptionPolicy, itemPolicy, tableKeyPolicy } from '../functions/policies.ts';

/** Connections one by one, and an account's by the index. Their secrets come along as ciphertext. */
export function grantConnections(table: Table, key: IKey, grantee: IGrantable): Grant {
  const index = { grantee, actions: ['dynamodb:Query'], resourceArns: [`${table.tableArn}/index/${BY_ACCOUNT}`] };
  return granted(grantee, itemPolicy(table, { items: [CONNECTIONS], actions: ['dynamodb:GetItem'] }))
    .combine(Grant.addToPrincipal(index))
    .combine(granted(grantee, tableKeyPolicy(key)));
}

/** The credentials of connections, never those of an unfinished handshake. */
export function grantCredentials(key: IKey, grantee: IGrantable): Grant {
  return granted(grantee, encryptionPolicy(key, { items: [CONNECTIONS], actions: ['kms:Decrypt'] }));
}

function granted(grantee: IGrantable, { actions, resources, conditions }: PolicyStatement): Grant {
  return Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions });
}
