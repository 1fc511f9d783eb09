import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { BY_ACCOUNT, BY_HOST, BY_PRODUCT } from '../../functions/adapters/dynamodb/indexes.ts';

/** What merchants answered: lies with the connection, and is encrypted under a name of its own. */
export const ANSWERS = 'ANSWERS#*';
/** Client secrets of merchants' sign-in: lie with the integration, and are encrypted under a name of their own. */
export const SIGN_INS = 'SIGN_IN#*';
/** The items of `functions/adapters/dynamodb`, by their partition keys. */
export const CONNECTIONS = 'CONNECTION#*';
/** What is known of consumer keys, and the secrets of handshakes. */
export const KEYS = 'ACTIVATION#*';
/** Attempts to connect, under way and ended. */
export const ATTEMPTS = 'ATTEMPT#*';
/** Which connection a store address has. */
export const STORES = 'STORE#*';
/** Leases of the few calls that one store is sent at a time. */
export const LEASES = 'LEASE#*';
/** Products made at run time, and what is linked to those of the settings. */
export const PRODUCTS = 'PRODUCT#*';
/** The one item with the slugs of all products made at run time. */
export const PRODUCT_LIST = 'PRODUCTS';
/** Second names of products and integrations. */
export const ALIASES = 'ALIAS#*';
/** Integrations, and their published versions. */
export const INTEGRATIONS = 'INTEGRATION#*';
export const SNAPSHOTS = 'SNAPSHOT#*';
/** Events on their way to URLs of integrations. */
export const DELIVERIES = 'DELIVERY#*';
/** Who changed what of integrations. */
export const AUDIT = 'AUDIT#*';
/** What was done to connections, channels and runs. */
export const CONNECTION_AUDIT = 'AUDIT#con_*';
export const CHANNEL_AUDIT = 'AUDIT#chn_*';
export const RUN_AUDIT = 'AUDIT#run_*';
/** Clients of the API that are made at run time. */
export const CLIENTS = 'CLIENT#*';
/** Those of them that are of integrations. */
export const INBOUND_CLIENTS = 'CLIENT#inc_*';
/** When clients of the API last got a token. */
export const CLIENT_USES = 'CLIENT_USED#*';
export const INBOUND_CLIENT_USES = 'CLIENT_USED#inc_*';
/** How often somebody had a wrong secret for one of them. */
export const CLIENT_FAILURES = 'CLIENT_FAILURES#*';
/** Sign-ins at SAML identity providers, and who signed in. */
export const SAML_REQUESTS = 'SAML#*';
/** The deployment's own SAML key. */
export const SAML_KEYS = 'SAML_KEY#*';
/** Channels, and which of them a connection has. */
export const CHANNELS = 'CHANNEL#*';
/** Where the change log of each connector stands, and its entries. */
export const STREAMS = 'STREAM#*';
export const ENTRIES = 'ENTRY#*';
/** Runs over channels. */
export const RUNS = 'RUN#*';
/** Batches of changes that are to be written, and those of each channel that wait. */
export const BATCHES = 'BATCH#*';
export const BATCH_QUEUES = 'BATCHES#*';
/** Versions of records that were written. */
export const WRITTEN = 'WRITTEN#*';
/** Bulks that stores may still run. */
export const BULKS = 'BULK#*';
/** How many connections each product has. */
export const COUNTS = 'COUNTS#*';
/** How many channels there are, and how they do. */
export const CHANNEL_COUNTS = 'CHANNEL_COUNTS';
export type Items =
  | typeof KEYS
  | typeof CONNECTIONS
  | typeof ATTEMPTS
  | typeof STORES
  | typeof LEASES
  | typeof PRODUCTS
  | typeof PRODUCT_LIST
  | typeof ALIASES
  | typeof INTEGRATIONS
  | typeof SNAPSHOTS
  | typeof DELIVERIES
  | typeof AUDIT
  | typeof CONNECTION_AUDIT
  | typeof CHANNEL_AUDIT
  | typeof RUN_AUDIT
  | typeof CLIENTS
  | typeof INBOUND_CLIENTS
  | typeof CLIENT_USES
  | typeof INBOUND_CLIENT_USES
  | typeof CLIENT_FAILURES
  | typeof SAML_REQUESTS
  | typeof SAML_KEYS
  | typeof CHANNELS
  | typeof STREAMS
  | typeof ENTRIES
  | typeof RUNS
  | typeof BATCHES
  | typeof BATCH_QUEUES
  | typeof WRITTEN
  | typeof BULKS
  | typeof COUNTS
  | typeof CHANNEL_COUNTS;

/** What is encrypted under a name of its own, though it lies in an item with another one. */
type Encrypted = Items | typeof ANSWERS | typeof SIGN_INS;

export type IndexName = typeof BY_ACCOUNT | typeof BY_PRODUCT | typeof BY_HOST;

export type ItemGrant = {
  /** Their leading keys. */
  readonly items: readonly [Items, ...Items[]];
  readonly actions: readonly `dynamodb:${'Get' | 'BatchGet' | 'BatchWrite' | 'Update' | 'Put' | 'Delete'}Item`[];
};

export type EncryptionGrant = {
  /** As the encryption context names them. */
  readonly items: readonly [Encrypted, ...Encrypted[]];
  readonly actions: readonly `kms:${'Encrypt' | 'Decrypt'}`[];
};

/** Single items of the named kinds, never the index: the CDK's own grants know neither. */
export function itemPolicy(table: Table, { items, actions }: ItemGrant): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...items] } },
  });
}

/** Queries of the named indexes. What an index shows of secrets is ciphertext, which only an `encryptionPolicy` opens. */
export function indexPolicy(table: Table, indexes: readonly [IndexName, ...IndexName[]]): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:Query'],
    resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
  });
}

/**
 * What DynamoDB does with the table's key on behalf of whoever reads or writes the table (Amazon DynamoDB Developer
 * Guide, "Authorizing use of your customer managed key"). By that service only: nobody decrypts a store's credentials
 * by this policy, though they are encrypted with the same key.
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

/** Secrets of the named items: `functions/adapters/kms` names the item in the encryption context. */
export function encryptionPolicy(key: IKey, { items, actions }: EncryptionGrant): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [key.keyArn],
    conditions: { StringLike: { 'kms:EncryptionContext:item': [...items] } },
  });
}

/** Whoever knows a task token may complete its wait; the ARN narrows that down to this machine. */
export function answerTasksPolicy(machine: IStateMachine): PolicyStatement {
  return new PolicyStatement({
    actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
    resources: [machine.stateMachineArn],
  });
}

/** What becomes of the executions of a machine, each of which is named after its run. */
export function describeRunsPolicy(machine: StateMachine): PolicyStatement {
  const arn = { service: 'states', resource: 'execution', arnFormat: ArnFormat.COLON_RESOURCE_NAME };
  const executions = Stack.of(machine).formatArn({ ...arn, resourceName: `${machine.stateMachineName}:*` });
  return new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [executions] });
}
