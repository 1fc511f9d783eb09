import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type {
  ApiClient,
  ConsoleAccess,
  SignIn,
  TokenIssuer,
  VariableName,
} from '../../functions/adapters/lambda/environment.ts';
import type { Records } from '../data/records-bucket.ts';
import type { Settings } from '../settings/settings.ts';
import type { Sync } from '../sync/sync.ts';
import { deploymentOf } from './deployed-settings.ts';
import type { FunctionRow } from './function-row.ts';
import { EVERY_FUNCTION_READS } from './function-table.ts';
import { namesOf } from './product-branding.ts';

/** What variables and grants of functions come from. */
export type VariableSources = {
  readonly scope: Construct;
  readonly settings: Settings;
  readonly table: Table;
  readonly key: Key;
  readonly bus: EventBus;
  /** Undefined where the settings leave it out. */
  readonly records: Records | undefined;
  readonly machine: StateMachine;
  /** undefined where the settings leave it out. */
  readonly sync: Sync | undefined;
  readonly cookieSecret: Secret;
  /** Undefined where no tokens are taken. */
  readonly tokenSecret: Secret | undefined;
  readonly publicUrl: string;
  /** Base URL of the API: `…/v1`. */
  readonly apiUrl: string;
  readonly signIn: SignIn;
  /** Undefined where there is no console. */
  readonly consoleAccess: ConsoleAccess | undefined;
  /** Whose tokens the API takes besides our own; undefined: nobody's. */
  readonly issuer: TokenIssuer | undefined;
  /** Undefined: whoever is let in to the API may see all products. */
  readonly clients: readonly ApiClient[] | undefined;
};

/** The variables of one function's environment: all that it reads and that has a value. */
export function variablesOf(
  sources: VariableSources,
  { variables }: FunctionRow,
): readonly (readonly [VariableName, string])[] {
  return [...EVERY_FUNCTION_READS, ...variables].flatMap((name) => {
    const value = VALUES[name](sources);
    return value === undefined ? [] : [[name, value] as const];
  });
}

const VALUES: Readonly<Record<VariableName, (sources: VariableSources) => string | undefined>> = {
  HANDFAST_TABLE: ({ table }) => table.tableName,
  HANDFAST_KEY: ({ key }) => key.keyArn,
  HANDFAST_MACHINE: ({ machine }) => machine.stateMachineArn,
  HANDFAST_BUS: ({ bus }) => bus.eventBusName,
  HANDFAST_PUBLIC_URL: ({ publicUrl }) => publicUrl,
  HANDFAST_API_URL: ({ apiUrl }) => apiUrl,
  HANDFAST_COOKIE_SECRET: ({ cookieSecret }) => cookieSecret.secretArn,
  HANDFAST_PRODUCTS: ({ settings }) => JSON.stringify(namesOf(settings.products)),
  HANDFAST_SIGN_IN: ({ scope, signIn }) => Stack.of(scope).toJsonString(signIn),
  HANDFAST_CONSOLE: ({ scope, consoleAccess }) => consoleAccess && Stack.of(scope).toJsonString(consoleAccess),
  HANDFAST_DEPLOYMENT: ({ settings }) => JSON.stringify(deploymentOf(settings)),
  HANDFAST_ISSUER: ({ signIn }) => signIn.issuer,
  HANDFAST_API_CLIENTS: ({ scope, clients }) => clients && Stack.of(scope).toJsonString(clients),
  HANDFAST_CHANNEL_CONNECTORS: ({ settings }) => channelConnectorsOf(settings.products),
  HANDFAST_TOKEN_SECRET: ({ tokenSecret }) => tokenSecret?.secretArn,
  HANDFAST_API_ISSUER: ({ scope, issuer }) => issuer && Stack.of(scope).toJsonString(issuer),
  HANDFAST_CONNECTIONS_PER_ACCOUNT: ({ settings }) => String(settings.connectionsPerAccount),
  HANDFAST_LOOK_QUEUE: ({ sync }) => sync?.looks.queueUrl,
  HANDFAST_CUSTOM_LOOK_QUEUE: ({ sync }) => sync?.customLooks?.queueUrl,
  HANDFAST_CUSTOM_CONNECTORS: ({ settings }) => customConnectorsOf(settings.sync.connectors),
  HANDFAST_CUSTOM_WRITERS: ({ settings }) => customConnectorsOf(settings.sync.writers),
  HANDFAST_SYNC_MACHINE: ({ sync }) => sync?.machine.stateMachineArn,
  HANDFAST_WRITE_MACHINE: ({ sync }) => sync?.writeMachine.stateMachineArn,
  HANDFAST_RECORDS_BUCKET: ({ records }) => records?.bucket.bucketName,
  HANDFAST_RECORDS_DAYS: ({ settings }) => String(settings.sync.retentionDays),
  HANDFAST_STORE_PORTS: ({ settings }) => JSON.stringify(settings.storePorts),
  HANDFAST_ALLOW_LOOPBACK_STORES: ({ settings }) => settings.allowLoopbackStores,
};

/** Undefined where no product has a channel by itself. */
function channelConnectorsOf(products: Settings['products']): string | undefined {
  const entries = products.flatMap(({ id, channel }) => (channel === undefined ? [] : [[id, channel.connectors]]));
  return entries.length === 0 ? undefined : JSON.stringify(Object.fromEntries(entries));
}

/** Undefined where the vendor has none of its own. */
function customConnectorsOf(connectors: readonly { readonly file: string }[]): string | undefined {
  const known = connectors.map(({ file: _, ...description }) => description);
  return known.length === 0 ? undefined : JSON.stringify(known);
}
