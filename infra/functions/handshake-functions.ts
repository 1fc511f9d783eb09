import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { SignIn, VariableName } from '../../functions/adapters/lambda/environment.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { Settings } from '../settings/settings.ts';
import type { FunctionName } from './bundles.ts';
import { createFunction, type DeployedFunction } from './lambda-function.ts';
import { ACTIVATIONS, ATTEMPTS, CONNECTIONS, encryptionPolicy, itemPolicy, tableKeyPolicy } from './policies.ts';
import { namesOf, writeBrands } from './product-branding.ts';

type Variables = Partial<Record<VariableName, string>>;

/** What the rooms are built into. */
export type FunctionContext = {
  readonly scope: Construct;
  readonly settings: Settings;
  readonly table: Table;
  readonly key: Key;
  /** Folder of each room's bundle. */
  readonly folders: Readonly<Record<FunctionName, string>>;
};

export function callbackFunction(context: FunctionContext): DeployedFunction {
  const built = openFunction(context, 'callback', "keeps Magento's keys", 10, {
    HANDFAST_KEY: context.key.keyArn,
    HANDFAST_PRODUCTS: JSON.stringify(namesOf(context.settings.products)),
  });
  built.fn.addToRolePolicy(itemPolicy(context.table, [ACTIVATIONS], ['dynamodb:UpdateItem']));
  built.fn.addToRolePolicy(encryptionPolicy(context.key, [ACTIVATIONS], ['kms:Encrypt']));
  return built;
}

export function exchangeFunction(context: FunctionContext, bus: EventBus): DeployedFunction {
  const { table, key } = context;
  const built = openFunction(context, 'exchange', 'steps of the handshake', 60, {
    HANDFAST_KEY: key.keyArn,
    HANDFAST_BUS: bus.eventBusName,
  });
  built.fn.addToRolePolicy(itemPolicy(table, [ACTIVATIONS, CONNECTIONS], ['dynamodb:GetItem']));
  built.fn.addToRolePolicy(itemPolicy(table, [ACTIVATIONS], ['dynamodb:UpdateItem']));
  built.fn.addToRolePolicy(itemPolicy(table, [CONNECTIONS, ATTEMPTS], ['dynamodb:PutItem']));
  built.fn.addToRolePolicy(encryptionPolicy(key, [ACTIVATIONS], ['kms:Decrypt']));
  built.fn.addToRolePolicy(encryptionPolicy(key, [ACTIVATIONS, CONNECTIONS], ['kms:Encrypt']));
  bus.grantPutEventsTo(built.fn);
  return built;
}

export type LoginProps = {
  readonly machine: StateMachine;
  readonly publicUrl: string;
  readonly cookieSecret: Secret;
  readonly signIn: SignIn;
};

export function popupFunction(
  context: FunctionContext,
  { machine, publicUrl, cookieSecret, signIn }: LoginProps,
): DeployedFunction {
  const { scope, table, settings } = context;
  writeBrands(context.folders.login, settings.products);
  const built = openFunction(context, 'login', 'the popup that merchants see', 28, {
    HANDFAST_MACHINE: machine.stateMachineArn,
    HANDFAST_PUBLIC_URL: publicUrl,
    HANDFAST_COOKIE_SECRET: cookieSecret.secretArn,
    HANDFAST_PRODUCTS: JSON.stringify(namesOf(settings.products)),
    HANDFAST_SIGN_IN: Stack.of(scope).toJsonString(signIn),
  });
  built.fn.addToRolePolicy(itemPolicy(table, [ACTIVATIONS, CONNECTIONS], ['dynamodb:GetItem']));
  built.fn.addToRolePolicy(itemPolicy(table, [ACTIVATIONS], ['dynamodb:UpdateItem']));
  machine.grantStartExecution(built.fn);
  built.fn.addToRolePolicy(taskAnswers(machine));
  built.fn.addToRolePolicy(mayRead(cookieSecret.secretArn));
  if (signIn.clientSecretId !== undefined) {
    const { secretArn } = Secret.fromSecretNameV2(scope, 'SignInClientSecret', signIn.clientSecretId);
    // Secrets Manager ends each ARN in six characters that nobody knows before the secret exists.
    built.fn.addToRolePolicy(mayRead(`${secretArn}-??????`));
  }
  return built;
}

/** Whoever knows a token may complete its wait; the ARN narrows that down to this machine. */
export function taskAnswers(machine: StateMachine): PolicyStatement {
  return new PolicyStatement({
    actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
    resources: [machine.stateMachineArn],
  });
}

/** Megabytes; a function's share of a processor grows with them. See `docs/decisions/0011-memory-and-time-outs.md`. */
const MEMORY_MEGABYTES = {
  callback: 512,
  login: 1024,
  exchange: 512,
  connections: 1024,
  probe: 512,
} as const satisfies Record<FunctionName, number>;

export function openFunction(
  context: FunctionContext,
  name: FunctionName,
  does: string,
  timeoutSeconds: number,
  own: Variables,
): DeployedFunction {
  const { scope, settings, table } = context;
  const reserved: Readonly<Partial<Record<FunctionName, number | undefined>>> = settings.reservedConcurrency;
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const built = createFunction(scope, id, {
    folder: context.folders[name],
    description: `Handfast ${manifest.version}: ${does}`,
    memoryMegabytes: MEMORY_MEGABYTES[name],
    timeoutSeconds,
    environment: { HANDFAST_TABLE: table.tableName, ...own, ...storeVariables(settings) },
    logRetention: settings.logRetentionDays,
    reservedConcurrency: reserved[name],
  });
  built.fn.addToRolePolicy(tableKeyPolicy(context.key));
  return built;
}

/** What decides which stores may be called. */
function storeVariables({ storePorts, allowLoopbackStores }: Settings): Variables {
  return {
    HANDFAST_STORE_PORTS: JSON.stringify(storePorts),
    ...(allowLoopbackStores === undefined ? {} : { HANDFAST_ALLOW_LOOPBACK_STORES: allowLoopbackStores }),
  };
}

function mayRead(secretArn: string): PolicyStatement {
  return new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] });
}
