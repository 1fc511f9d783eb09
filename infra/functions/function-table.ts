import { BY_ACCOUNT, BY_HOST, BY_PRODUCT } from '../../functions/adapters/dynamodb/indexes.ts';
import type { VariableName } from '../../functions/adapters/lambda/environment.ts';
import type { FunctionRow } from './function-row.ts';
import {
  ALIASES,
  ANSWERS,
  ATTEMPTS,
  AUDIT,
  BATCH_QUEUES,
  BATCHES,
  BULKS,
  CHANNEL_AUDIT,
  CHANNEL_COUNTS,
  CHANNELS,
  CLIENT_FAILURES,
  CLIENT_USES,
  CLIENTS,
  CONNECTION_AUDIT,
  CONNECTIONS,
  COUNTS,
  DELIVERIES,
  ENTRIES,
  INBOUND_CLIENT_USES,
  INBOUND_CLIENTS,
  INTEGRATIONS,
  type ItemGrant,
  KEYS,
  LEASES,
  PRODUCT_LIST,
  PRODUCTS,
  RUN_AUDIT,
  RUNS,
  SAML_KEYS,
  SAML_REQUESTS,
  SIGN_INS,
  SNAPSHOTS,
  STORES,
  STREAMS,
  WRITTEN,
} from './policies.ts';

export const EVERY_FUNCTION_READS: readonly VariableName[] = [
  'HANDFAST_TABLE',
  'HANDFAST_STORE_PORTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
];

/** Where records of stores are kept, and for how long. */
const RECORD_VARIABLES = ['HANDFAST_RECORDS_BUCKET', 'HANDFAST_RECORDS_DAYS'] as const;

const CHANGED = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] as const;

/** What reading a store takes, besides its runs. */
const READING_ITEMS = [
  { items: [CONNECTIONS, CHANNELS], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
  { items: [LEASES], actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'] },
  { items: [STREAMS, ENTRIES], actions: [...CHANGED, 'dynamodb:BatchGetItem'] },
  // Which of what it reads was written by Handfast itself.
  { items: [WRITTEN], actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'] },
] as const satisfies readonly ItemGrant[];

/** What the API works with: in its own function, and in the console, which calls its handlers in its own process. */
const API_READS = [
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_PRODUCTS',
  'HANDFAST_ISSUER',
  'HANDFAST_API_CLIENTS',
  'HANDFAST_API_URL',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_DEPLOYMENT',
  ...RECORD_VARIABLES,
  'HANDFAST_SYNC_MACHINE',
  'HANDFAST_WRITE_MACHINE',
  'HANDFAST_CUSTOM_CONNECTORS',
  'HANDFAST_CUSTOM_WRITERS',
] as const satisfies readonly VariableName[];
const API_ITEMS = [
  { items: [LEASES], actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'] },
  { items: [CONNECTIONS, DELIVERIES], actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'] },
  { items: [ATTEMPTS, COUNTS], actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'] },
  { items: [CHANNEL_COUNTS], actions: ['dynamodb:GetItem'] },
  // Whose accounts merchants have now.
  { items: [PRODUCT_LIST, PRODUCTS, INTEGRATIONS, SNAPSHOTS], actions: ['dynamodb:GetItem'] },
  { items: [BATCHES, BATCH_QUEUES], actions: [...CHANGED, 'dynamodb:BatchGetItem', 'dynamodb:DeleteItem'] },
  { items: [CHANNELS, RUNS], actions: [...CHANGED, 'dynamodb:BatchGetItem', 'dynamodb:DeleteItem'] },
  // How far each connector is; whoever finds that a writer has died after its entry moves the head.
  { items: [STREAMS], actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'] },
  { items: [ENTRIES], actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'] },
] as const satisfies readonly ItemGrant[];

/** The same for GraphQL. */
const GRAPHQL_READS = [
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_API_URL',
  'HANDFAST_PRODUCTS',
  'HANDFAST_API_CLIENTS',
  'HANDFAST_CUSTOM_CONNECTORS',
] as const satisfies readonly VariableName[];
const GRAPHQL_ITEMS = [
  {
    items: [PRODUCTS, PRODUCT_LIST, ALIASES, INTEGRATIONS, SNAPSHOTS, DELIVERIES, AUDIT],
    actions: ['dynamodb:GetItem'],
  },
  { items: [DELIVERIES], actions: ['dynamodb:BatchGetItem'] },
  { items: [INBOUND_CLIENTS, INBOUND_CLIENT_USES], actions: ['dynamodb:GetItem'] },
  { items: [PRODUCTS, ALIASES, INTEGRATIONS, SNAPSHOTS, AUDIT, INBOUND_CLIENTS], actions: ['dynamodb:PutItem'] },
  { items: [PRODUCTS, PRODUCT_LIST, INTEGRATIONS, DELIVERIES, INBOUND_CLIENTS], actions: ['dynamodb:UpdateItem'] },
] as const satisfies readonly ItemGrant[];

const CONSOLE_READS: readonly VariableName[] = [
  // Whoever uses the console sees all products: clients, which take up to 3 KB of its environment, do not matter.
  ...[...new Set([...API_READS, ...GRAPHQL_READS])].filter((name) => name !== 'HANDFAST_API_CLIENTS'),
  'HANDFAST_COOKIE_SECRET',
  'HANDFAST_CONSOLE',
];

/** Every Lambda function, whole: bundles, grants, log groups, metrics, dashboard and cdk-nag follow from this. */
export const FUNCTION_TABLE = {
  callback: {
    logicalId: 'Callback',
    entry: 'callback/handler.ts',
    description: 'receives the credentials that Magento sends',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
    invokedBy: 'http-api',
    variables: ['HANDFAST_KEY', 'HANDFAST_PRODUCTS'],
    items: [
      { items: [KEYS], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
      { items: [ATTEMPTS], actions: ['dynamodb:PutItem'] },
      { items: [PRODUCT_LIST], actions: ['dynamodb:GetItem'] },
    ],
    secrets: [{ items: [KEYS], actions: ['kms:Encrypt'] }],
    further: [],
  },
  popup: {
    logicalId: 'Login',
    entry: 'popup/handler.ts',
    description: 'the popup that merchants see',
    memoryMegabytes: 1024,
    timeoutSeconds: 28,
    invokedBy: 'http-api',
    variables: [
      'HANDFAST_KEY',
      'HANDFAST_BUS',
      'HANDFAST_MACHINE',
      'HANDFAST_PUBLIC_URL',
      'HANDFAST_COOKIE_SECRET',
      'HANDFAST_PRODUCTS',
      'HANDFAST_SIGN_IN',
    ],
    brands: true,
    items: [
      { items: [KEYS, ATTEMPTS, CONNECTIONS, STORES], actions: ['dynamodb:GetItem'] },
      { items: [KEYS, ATTEMPTS, CONNECTIONS], actions: ['dynamodb:UpdateItem'] },
      { items: [ATTEMPTS], actions: ['dynamodb:PutItem'] },
      { items: [PRODUCT_LIST, PRODUCTS, INTEGRATIONS, SNAPSHOTS], actions: ['dynamodb:GetItem'] },
      {
        items: [SAML_REQUESTS],
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      },
    ],
    secrets: [
      // Who says that a store is connected already has checked it; who is asked again finds their answers.
      { items: [CONNECTIONS, ANSWERS], actions: ['kms:Decrypt'] },
      // Client secrets at vendors' own providers, and whom SAML identity providers have named.
      { items: [SIGN_INS, SAML_REQUESTS], actions: ['kms:Decrypt'] },
      // What merchants answer, until the exchange gives it to the connection.
      { items: [ATTEMPTS], actions: ['kms:Encrypt'] },
    ],
    further: ['put-events', 'start-execution', 'answer-tasks', 'read-cookie-secret', 'read-client-secret'],
  },
  exchange: {
    logicalId: 'Exchange',
    entry: 'exchange/handler.ts',
    description: 'steps of the handshake',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
    invokedBy: 'state-machine',
    variables: ['HANDFAST_KEY', 'HANDFAST_BUS', 'HANDFAST_CONNECTIONS_PER_ACCOUNT'],
    items: [
      { items: [KEYS, ATTEMPTS, CONNECTIONS, STORES], actions: ['dynamodb:GetItem'] },
      { items: [KEYS, ATTEMPTS, CONNECTIONS], actions: ['dynamodb:UpdateItem'] },
      { items: [ATTEMPTS, CONNECTIONS, STORES], actions: ['dynamodb:PutItem'] },
      { items: [LEASES], actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'] },
    ],
    secrets: [
      { items: [KEYS, CONNECTIONS], actions: ['kms:Decrypt', 'kms:Encrypt'] },
      { items: [ATTEMPTS], actions: ['kms:Decrypt'] },
      { items: [ANSWERS], actions: ['kms:Encrypt'] },
    ],
    indexes: [BY_ACCOUNT],
    further: ['put-events', 'answer-own-machine'],
  },
  api: {
    logicalId: 'Connections',
    entry: 'api/handler.ts',
    description: "the API for the vendor's backend",
    memoryMegabytes: 1024,
    // One second less than API Gateway waits, so that the answer is the function's own.
    timeoutSeconds: 29,
    invokedBy: 'http-api',
    variables: API_READS,
    items: [...API_ITEMS, { items: [CONNECTION_AUDIT, CHANNEL_AUDIT, RUN_AUDIT], actions: ['dynamodb:PutItem'] }],
    secrets: [{ items: [CONNECTIONS, ANSWERS], actions: ['kms:Decrypt'] }],
    indexes: [BY_ACCOUNT, BY_PRODUCT, BY_HOST],
    further: ['put-events', 'start-runs', 'start-writes', 'read-records', 'delete-records', 'put-changes'],
  },
  authorizer: {
    logicalId: 'Authorizer',
    entry: 'access/authorizer/handler.ts',
    description: 'lets in whoever has a token for the API',
    memoryMegabytes: 512,
    // API Gateway waits no longer for an authorizer.
    timeoutSeconds: 10,
    invokedBy: 'http-api',
    variables: ['HANDFAST_API_URL', 'HANDFAST_TOKEN_SECRET', 'HANDFAST_API_ISSUER'],
    items: [{ items: [CLIENTS, INTEGRATIONS, PRODUCTS], actions: ['dynamodb:GetItem'] }],
    secrets: [],
    further: ['read-token-secret'],
  },
  integrations: {
    logicalId: 'Integrations',
    entry: 'integrations/handler.ts',
    description: 'GraphQL: products, integrations, and what became of their deliveries',
    memoryMegabytes: 1024,
    timeoutSeconds: 29,
    invokedBy: 'http-api',
    variables: GRAPHQL_READS,
    items: GRAPHQL_ITEMS,
    // It shows no secret, so it need not open any.
    secrets: [{ items: [INTEGRATIONS, SIGN_INS], actions: ['kms:Encrypt'] }],
    indexes: [BY_PRODUCT, BY_HOST],
    further: ['put-events'],
  },
  tokens: {
    logicalId: 'Tokens',
    entry: 'access/tokens/handler.ts',
    description: 'gives clients of the API their access tokens',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
    invokedBy: 'http-api',
    variables: ['HANDFAST_API_URL', 'HANDFAST_TOKEN_SECRET'],
    items: [
      // Anybody reaches it, so it can neither make clients nor change what they may do.
      { items: [CLIENTS, INTEGRATIONS], actions: ['dynamodb:GetItem'] },
      { items: [CLIENT_USES, CLIENT_FAILURES], actions: ['dynamodb:UpdateItem'] },
    ],
    secrets: [],
    further: ['read-token-secret'],
  },
  clients: {
    logicalId: 'Clients',
    entry: 'access/clients/handler.ts',
    description: 'makes and revokes clients of the API, for operators',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
    invokedBy: 'http-api',
    variables: ['HANDFAST_API_URL', 'HANDFAST_PRODUCTS'],
    items: [
      { items: [CLIENTS], actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
      { items: [CLIENT_USES, PRODUCT_LIST], actions: ['dynamodb:GetItem'] },
    ],
    secrets: [],
    indexes: [BY_PRODUCT],
    further: [],
  },
  health: {
    logicalId: 'Probe',
    entry: 'health/handler.ts',
    description: 'checks each connection once a day',
    memoryMegabytes: 512,
    timeoutSeconds: 300,
    invokedBy: 'queue',
    variables: ['HANDFAST_KEY', 'HANDFAST_BUS', 'HANDFAST_PRODUCTS'],
    items: [
      { items: [CONNECTIONS], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
      { items: [COUNTS], actions: ['dynamodb:UpdateItem'] },
      // Connections from before there were pointers and pins are given them.
      { items: [STORES], actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
      { items: [KEYS], actions: ['dynamodb:UpdateItem'] },
      { items: [PRODUCT_LIST], actions: ['dynamodb:GetItem'] },
      // Slugs of the settings' products are claimed, and their UUIDs.
      { items: [PRODUCTS, ALIASES], actions: ['dynamodb:PutItem'] },
      { items: [ALIASES], actions: ['dynamodb:GetItem'] },
    ],
    secrets: [{ items: [CONNECTIONS], actions: ['kms:Decrypt'] }],
    indexes: [BY_PRODUCT],
    further: ['put-events'],
  },
  webhooks: {
    logicalId: 'Webhooks',
    entry: 'webhooks/handler.ts',
    description: "delivers events to the vendor's URLs",
    memoryMegabytes: 512,
    timeoutSeconds: 300,
    invokedBy: 'queue',
    variables: ['HANDFAST_KEY', 'HANDFAST_BUS', 'HANDFAST_API_URL', 'HANDFAST_PUBLIC_URL'],
    items: [
      { items: [PRODUCTS, INTEGRATIONS, SNAPSHOTS, DELIVERIES, CONNECTIONS], actions: ['dynamodb:GetItem'] },
      { items: [INTEGRATIONS, DELIVERIES, CONNECTIONS, LEASES], actions: ['dynamodb:UpdateItem'] },
      { items: [DELIVERIES], actions: ['dynamodb:PutItem'] },
    ],
    // What merchants answered goes to the vendor; their stores' credentials do not, and it cannot open them.
    secrets: [{ items: [INTEGRATIONS, SIGN_INS, ANSWERS], actions: ['kms:Decrypt'] }],
    indexes: [BY_PRODUCT],
    further: ['put-events'],
  },
  dispatch: {
    logicalId: 'Dispatch',
    entry: 'sync/dispatch/handler.ts',
    description: 'asks for a look at every channel whose turn it is',
    memoryMegabytes: 512,
    timeoutSeconds: 300,
    invokedBy: 'queue',
    variables: [
      'HANDFAST_KEY',
      'HANDFAST_BUS',
      'HANDFAST_PRODUCTS',
      ...RECORD_VARIABLES,
      'HANDFAST_CHANNEL_CONNECTORS',
      'HANDFAST_SYNC_MACHINE',
      'HANDFAST_WRITE_MACHINE',
      'HANDFAST_LOOK_QUEUE',
      'HANDFAST_CUSTOM_LOOK_QUEUE',
      'HANDFAST_CUSTOM_CONNECTORS',
    ],
    items: [
      {
        items: [CONNECTIONS, PRODUCT_LIST, PRODUCTS, INTEGRATIONS, SNAPSHOTS, STREAMS],
        actions: ['dynamodb:GetItem'],
      },
      { items: [LEASES, STREAMS, CHANNEL_COUNTS], actions: ['dynamodb:UpdateItem'] },
      { items: [BATCH_QUEUES], actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'] },
      { items: [STREAMS], actions: ['dynamodb:BatchGetItem'] },
      // What a writer named that died.
      { items: [ENTRIES], actions: ['dynamodb:GetItem'] },
      { items: [CHANNELS], actions: ['dynamodb:BatchGetItem', ...CHANGED] },
      { items: [RUNS], actions: [...CHANGED, 'dynamodb:DeleteItem'] },
    ],
    // It asks for looks, and reads no store.
    secrets: [],
    indexes: [BY_PRODUCT],
    further: ['start-runs', 'start-writes', 'send-looks', 'delete-records'],
  },
  sync: {
    logicalId: 'Sync',
    entry: 'sync/looks/handler.ts',
    description: 'looks at stores: what has changed in them is delivered',
    // Ten stores at once, of which each may send a large page.
    memoryMegabytes: 1024,
    timeoutSeconds: 300,
    invokedBy: 'queue',
    variables: ['HANDFAST_KEY', 'HANDFAST_BUS', 'HANDFAST_PRODUCTS', ...RECORD_VARIABLES, 'HANDFAST_SYNC_MACHINE'],
    items: [...READING_ITEMS, { items: [RUNS], actions: [...CHANGED, 'dynamodb:DeleteItem'] }],
    secrets: [{ items: [CONNECTIONS], actions: ['kms:Decrypt'] }],
    further: ['put-events', 'start-runs', 'write-records'],
  },
  slice: {
    logicalId: 'SyncSlice',
    entry: 'sync/slices/handler.ts',
    description: 'first imports, and whatever else takes longer than a look',
    memoryMegabytes: 1024,
    // A slice takes four minutes; the rest is for a last page, and for what is to be recorded.
    timeoutSeconds: 420,
    invokedBy: 'state-machine',
    variables: [
      'HANDFAST_KEY',
      'HANDFAST_BUS',
      'HANDFAST_PRODUCTS',
      ...RECORD_VARIABLES,
      // What another function goes on with.
      'HANDFAST_CUSTOM_CONNECTORS',
    ],
    items: [...READING_ITEMS, { items: [RUNS], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] }],
    secrets: [{ items: [CONNECTIONS], actions: ['kms:Decrypt'] }],
    further: ['put-events', 'write-records'],
  },
  write: {
    logicalId: 'SyncWrite',
    entry: 'sync/writes/handler.ts',
    description: "writes the vendor's changes to stores",
    memoryMegabytes: 512,
    // As of a slice that reads.
    timeoutSeconds: 420,
    invokedBy: 'state-machine',
    variables: [
      'HANDFAST_KEY',
      'HANDFAST_BUS',
      'HANDFAST_PRODUCTS',
      ...RECORD_VARIABLES,
      // What another function goes on with.
      'HANDFAST_CUSTOM_WRITERS',
    ],
    items: [
      { items: [CONNECTIONS, CHANNELS], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
      { items: [LEASES], actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'] },
      { items: [BATCHES], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:BatchGetItem'] },
      { items: [BATCH_QUEUES], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'] },
      { items: [WRITTEN], actions: ['dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'] },
      { items: [BULKS], actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
    ],
    secrets: [{ items: [CONNECTIONS], actions: ['kms:Decrypt'] }],
    further: ['put-events', 'write-changes'],
  },
  saml: {
    logicalId: 'Saml',
    entry: 'saml/handler.ts',
    description: 'signs merchants in at SAML identity providers',
    // Signatures and XML take a processor.
    memoryMegabytes: 1024,
    timeoutSeconds: 28,
    invokedBy: 'http-api',
    variables: ['HANDFAST_KEY', 'HANDFAST_PUBLIC_URL', 'HANDFAST_PRODUCTS'],
    items: [
      {
        items: [PRODUCT_LIST, PRODUCTS, INTEGRATIONS, SNAPSHOTS, SAML_REQUESTS, SAML_KEYS],
        actions: ['dynamodb:GetItem'],
      },
      { items: [SAML_REQUESTS], actions: ['dynamodb:UpdateItem'] },
      { items: [SAML_KEYS], actions: ['dynamodb:PutItem'] },
    ],
    secrets: [
      { items: [SAML_KEYS], actions: ['kms:Decrypt', 'kms:Encrypt'] },
      // It says who signed in, and need not be told.
      { items: [SAML_REQUESTS], actions: ['kms:Encrypt'] },
    ],
    further: [],
  },
  console: {
    logicalId: 'Console',
    entry: 'console/handler.ts',
    description: 'the console, for people of the vendor',
    memoryMegabytes: 1024,
    timeoutSeconds: 28,
    invokedBy: 'http-api',
    variables: CONSOLE_READS,
    items: [...API_ITEMS, ...GRAPHQL_ITEMS],
    // It checks stores, and never shows their credentials.
    secrets: [
      { items: [CONNECTIONS], actions: ['kms:Decrypt'] },
      { items: [INTEGRATIONS, SIGN_INS], actions: ['kms:Encrypt'] },
    ],
    indexes: [BY_ACCOUNT, BY_PRODUCT, BY_HOST],
    further: [
      'put-events',
      'start-runs',
      'start-writes',
      'read-records',
      'delete-records',
      'put-changes',
      'read-cookie-secret',
      'read-console-secret',
    ],
    onlyWith: 'console',
  },
} as const satisfies Readonly<Record<string, FunctionRow>>;

export type FunctionName = keyof typeof FUNCTION_TABLE;

export const FUNCTION_NAMES: readonly FunctionName[] = Object.keys(FUNCTION_TABLE).filter(isFunctionName);

/** One value for every function, by name, in the table's order. */
export function mapFunctions<T>(of: (name: FunctionName, row: FunctionRow) => T): Readonly<Record<FunctionName, T>> {
  const rows = FUNCTION_NAMES.map((name) => [name, of(name, FUNCTION_TABLE[name])]);
  return Object.fromEntries(rows);
}

function isFunctionName(name: string): name is FunctionName {
  return name in FUNCTION_TABLE;
}
