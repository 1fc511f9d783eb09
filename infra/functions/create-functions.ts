import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { Policy } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import manifest from '../../package.json' with { type: 'json' };
import { grantChanges, grantRecords } from '../data/records-bucket.ts';
import { endAbortedExecutions } from '../handshake/aborted-executions.ts';
import { createHandshakeMachine } from '../handshake/handshake-machine.ts';
import { createSync, type Sync } from '../sync/sync.ts';
import { bundleFunctions } from './bundles.ts';
import { CUSTOM_ROWS, deployCustom } from './custom-functions.ts';
import type { FunctionRow, FurtherGrant } from './function-row.ts';
import { type FunctionName, mapFunctions } from './function-table.ts';
import { createFunction, type DeployedFunction } from './lambda-function.ts';
import {
  answerTasksPolicy,
  describeRunsPolicy,
  encryptionPolicy,
  indexPolicy,
  itemPolicy,
  tableKeyPolicy,
} from './policies.ts';
import { writeBrands } from './product-branding.ts';
import { grantReadClientSecret, grantReadSecret } from './secret-grants.ts';
import { type VariableSources, variablesOf } from './variables.ts';

export type FunctionsProps = Omit<VariableSources, 'machine' | 'sync'> & { readonly deadLetters: IQueue };

export type Functions = Readonly<Record<FunctionName, DeployedFunction>>;

/** Every function of the table, and the machine that takes the exchange through a handshake. */
export function createFunctions(props: FunctionsProps): {
  readonly functions: Functions;
  readonly machine: StateMachine;
  /** undefined where the settings leave it out. */
  readonly sync: Sync | undefined;
} {
  const { scope, settings, bus, deadLetters } = props;
  const bundles = join(Stage.of(scope)?.assetOutdir ?? '.', 'bundles');
  const folders = bundleFunctions(bundles);
  const functions = mapFunctions((name, row) => deploy(props, name, row, folders[name]));
  const { exchange } = functions;
  const retention = settings.logRetentionDays;
  const machine = createHandshakeMachine(scope, exchange.fn, retention);
  endAbortedExecutions(scope, machine, exchange.fn, deadLetters);
  const sync = settings.sync.enabled
    ? createSync(scope, { bus, functions, custom: deployCustom(scope, settings, bundles), retention })
    : undefined;
  const sources = { ...props, machine, sync };
  // Only now: some functions start the machine, which needs one of them.
  mapFunctions((name, row) => complete(sources, functions[name], row));
  for (const [deployed, row] of customOf(sync)) complete(sources, deployed, row);
  return { functions, machine, sync };
}

function customOf(sync: Sync | undefined): (readonly [DeployedFunction, FunctionRow])[] {
  const { reading, writes } = sync?.custom ?? {};
  return [
    ...(reading
      ? ([
          [reading.looks, CUSTOM_ROWS.looks],
          [reading.slices, CUSTOM_ROWS.slices],
        ] as const)
      : []),
    ...(writes ? ([[writes, CUSTOM_ROWS.writes]] as const) : []),
  ];
}

function deploy(
  { scope, settings }: FunctionsProps,
  name: FunctionName,
  row: FunctionRow,
  folder: string,
): DeployedFunction {
  const reserved: Readonly<Partial<Record<FunctionName, number | undefined>>> = settings.reservedConcurrency;
  if (row.brands) writeBrands(folder, settings.products);
  return createFunction(scope, row.logicalId, {
    folder,
    description: `Handfast ${manifest.version}: ${row.description}`,
    memoryMegabytes: row.memoryMegabytes,
    timeoutSeconds: row.timeoutSeconds,
    logRetention: settings.logRetentionDays,
    reservedConcurrency: reserved[name],
  });
}

/** What it reads of its environment, and what it may do. */
function complete(sources: VariableSources, deployed: DeployedFunction, row: FunctionRow): void {
  for (const [key, value] of variablesOf(sources, row)) deployed.fn.addEnvironment(key, value);
  if (row.onlyWith === undefined || sources.settings[row.onlyWith] !== undefined) grant(sources, deployed, row);
}

function grant(sources: VariableSources, { fn }: DeployedFunction, row: FunctionRow): void {
  const { table, key } = sources;
  const statements = [
    tableKeyPolicy(key),
    ...(row.indexes ? [indexPolicy(table, row.indexes)] : []),
    ...row.items.map((one) => itemPolicy(table, one)),
    ...row.secrets.map((one) => encryptionPolicy(key, one)),
  ];
  for (const statement of statements) fn.addToRolePolicy(statement);
  for (const further of row.further) FURTHER[further](sources, fn, row);
}

type AddGrant = (sources: VariableSources, fn: DeployedFunction['fn'], row: FunctionRow) => void;

const FURTHER: Readonly<Record<FurtherGrant, AddGrant>> = {
  'put-events': ({ bus }, fn) => bus.grantPutEventsTo(fn),
  'start-execution': ({ machine }, fn) => machine.grantStartExecution(fn),
  'answer-tasks': ({ machine }, fn) => fn.addToRolePolicy(answerTasksPolicy(machine)),
  'answer-own-machine': ({ scope, machine }, { role }, { logicalId }) =>
    new Policy(scope, `${logicalId}Answers`, {
      statements: [answerTasksPolicy(machine)],
      ...(role === undefined ? {} : { roles: [role] }),
    }),
  'write-records': ({ records }, fn) => {
    if (records) grantRecords(records, fn, 's3:GetObject', 's3:PutObject', 's3:DeleteObject');
  },
  'read-records': ({ records }, fn) => {
    if (records) grantRecords(records, fn, 's3:GetObject');
  },
  'delete-records': ({ records }, fn) => {
    if (records) grantRecords(records, fn, 's3:DeleteObject');
  },
  'put-changes': ({ records }, fn) => {
    if (records) grantChanges(records, fn, 's3:PutObject');
  },
  'write-changes': ({ records }, fn) => {
    if (records) grantChanges(records, fn, 's3:GetObject', 's3:PutObject', 's3:DeleteObject');
  },
  'read-cookie-secret': ({ cookieSecret }, fn) => grantReadSecret(fn, cookieSecret.secretArn),
  'read-token-secret': ({ tokenSecret }, fn) => {
    if (tokenSecret) grantReadSecret(fn, tokenSecret.secretArn);
  },
  'start-runs': ({ sync }, fn) => {
    if (sync === undefined) return;
    sync.machine.grantStartExecution(fn);
    fn.addToRolePolicy(describeRunsPolicy(sync.machine));
  },
  'start-writes': ({ sync }, fn) => sync?.writeMachine.grantStartExecution(fn),
  'send-looks': ({ sync }, fn) => {
    sync?.looks.grantSendMessages(fn);
    sync?.customLooks?.grantSendMessages(fn);
  },
  'read-client-secret': ({ scope, signIn }, fn) => grantReadClientSecret(scope, 'SignInClientSecret', fn, signIn),
  'read-console-secret': ({ scope, consoleAccess }, fn) => {
    if (consoleAccess) grantReadClientSecret(scope, 'ConsoleClientSecret', fn, consoleAccess.signIn);
  },
};
