/*
 * What a handshake and a month cost. The table in docs/operators.md is this, written down; `costs.test.ts` holds the
 * two together, and `test/journey/handshake/handshake-cost.test.ts` counts a real handshake.
 */

import { FUNCTION_TABLE, type FunctionName } from '../../../infra/functions/function-table.ts';

/** List prices of us-east-1 in USD, without any free tier, as published at the end of 2025. */
const PRICE = {
  transition: 25 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaGigabyteSecond: 0.0000133334,
  webRequest: 1 / 1e6,
  tableWrite: 0.625 / 1e6,
  tableRead: 0.125 / 1e6,
  keyCall: 0.03 / 1e4,
  secretCall: 0.05 / 1e4,
  event: 1 / 1e6,
  trace: 5 / 1e6,
  logGigabyte: 0.5 + 0.03,
  outGigabyte: 0.09,
  key: 1,
  secret: 0.4,
  alarmMetric: 0.1,
  metric: 0.3,
  schedule: 1 / 1e6,
  queueRequest: 0.4 / 1e6,
  objectPut: 5 / 1e6,
  objectGet: 0.4 / 1e6,
  objectGigabyte: 0.023,
} as const;

/**
 * Calls of one handshake. What depends on how fast store and merchant are is an allowance: a handshake through local
 * mode made 7 invocations of popup, 16 read units and 30 write units: items of keys hold messages and tokens, 1 to 3 KB.
 */
export const CALLS = {
  /** States entered, and the end. */
  transitions: 7,
  invocations: { callback: 1, popup: 10, exchange: 6 },
  /** Measured through local mode on a busy machine, with its cold starts: 400, 2,100 and 2,100. */
  milliseconds: { callback: 500, popup: 3_500, exchange: 3_000 },
  webRequests: 11,
  tableWrites: 33,
  /**
   * Which the embedded database does not count: a message in two indexes, and taken from them again; its attempt in two;
   * a connection (about 2 KB) in two.
   */
  indexWrites: 10,
  /** The popup looks every 100 ms while it waits for the exchange: 40 of these. */
  tableReads: 60,
  keyCalls: 9,
  /** The table's own key: DynamoDB asks for it once in five minutes per client. */
  tableKeyCalls: 3,
  secretCalls: 2,
  events: 1,
  traces: 1,
  /** Own lines, Lambda's, API Gateway's and the machine's. */
  logBytes: 45_000,
  /** Pages and redirects. */
  outBytes: 40_000,
} as const;

export type CostLine = { readonly what: string; readonly count: string; readonly usd: number };

const GIGABYTE = 1e9;
const HANDSHAKE_FUNCTIONS = ['callback', 'popup', 'exchange'] as const;

function line(what: string, count: number, price: number): CostLine {
  return {
    what,
    count: count.toLocaleString('en-US', { maximumFractionDigits: 3 }),
    usd: count * price,
  };
}

/** Per 1,000 handshakes. */
export function handshakeCosts(): readonly CostLine[] {
  const sum = (of: (fn: (typeof HANDSHAKE_FUNCTIONS)[number]) => number) =>
    HANDSHAKE_FUNCTIONS.map(of).reduce((a, b) => a + b) * 1000;
  return [
    line('state transitions', CALLS.transitions * 1000, PRICE.transition),
    line(
      'Lambda invocations',
      sum((fn) => CALLS.invocations[fn]),
      PRICE.lambdaRequest,
    ),
    line(
      'Lambda GB-seconds',
      sum((fn) => (CALLS.milliseconds[fn] / 1000) * gigabytesOf(fn)),
      PRICE.lambdaGigabyteSecond,
    ),
    line('HTTP API requests', CALLS.webRequests * 1000, PRICE.webRequest),
    line('DynamoDB write units', (CALLS.tableWrites + CALLS.indexWrites) * 1000, PRICE.tableWrite),
    line('DynamoDB read units', CALLS.tableReads * 1000, PRICE.tableRead),
    line('KMS requests', (CALLS.keyCalls + CALLS.tableKeyCalls) * 1000, PRICE.keyCall),
    line('Secrets Manager requests', CALLS.secretCalls * 1000, PRICE.secretCall),
    line('events', CALLS.events * 1000, PRICE.event),
    line('X-Ray traces', CALLS.traces * 1000, PRICE.trace),
    line('GB of logs, stored for a month', (CALLS.logBytes * 1000) / GIGABYTE, PRICE.logGigabyte),
    line('GB sent to browsers', (CALLS.outBytes * 1000) / GIGABYTE, PRICE.outGigabyte),
  ];
}

/** Of one call of a store through the API. What a store takes to answer is an allowance. */
const API_CALL = {
  milliseconds: 400,
  memoryGigabytes: gigabytesOf('api'),
  tableReads: 1,
  /** A lease of the store, acquired and released. */
  tableWrites: 2,
  /** Credentials stay open in a warm function for a minute. */
  keyCalls: 0.2,
  logBytes: 2_000,
  outBytes: 10_000,
} as const;

/** Of one question to the authorizer that API Gateway has no answer to, by a client of an integration with two products. */
const AUTHORIZATION = {
  milliseconds: 30,
  memoryGigabytes: gigabytesOf('authorizer'),
  /** The client, its integration (up to 8 KB) and the products, all consistent. */
  tableReads: 5,
  logBytes: 1_000,
} as const;

/** Per 1,000 questions to the authorizer. */
export function authorizerCosts(): readonly CostLine[] {
  const { milliseconds, memoryGigabytes, tableReads, logBytes } = AUTHORIZATION;
  return [
    line('Lambda invocations', 1000, PRICE.lambdaRequest),
    line('Lambda GB-seconds', milliseconds * memoryGigabytes, PRICE.lambdaGigabyteSecond),
    line('DynamoDB read units', tableReads * 1000, PRICE.tableRead),
    line('GB of logs, stored for a month', (logBytes * 1000) / GIGABYTE, PRICE.logGigabyte),
  ];
}

/** Per 1,000 calls of stores through the API. */
export function apiCosts(): readonly CostLine[] {
  const { milliseconds, memoryGigabytes, tableReads, tableWrites, keyCalls, logBytes, outBytes } = API_CALL;
  return [
    line('HTTP API requests', 1000, PRICE.webRequest),
    line('Lambda invocations', 1000, PRICE.lambdaRequest),
    line('Lambda GB-seconds', milliseconds * memoryGigabytes, PRICE.lambdaGigabyteSecond),
    line('DynamoDB write units', tableWrites * 1000, PRICE.tableWrite),
    line('DynamoDB read units', tableReads * 1000, PRICE.tableRead),
    line('KMS requests', keyCalls * 1000, PRICE.keyCall),
    line('GB of logs, stored for a month', (logBytes * 1000) / GIGABYTE, PRICE.logGigabyte),
    line('GB sent to backends', (outBytes * 1000) / GIGABYTE, PRICE.outGigabyte),
  ];
}

const DAYS = 30;
const WINDOWS = 288 * DAYS;

/** Of one health check of one store. 25 at once share a function. */
const HEALTH_CHECK = {
  milliseconds: 100,
  memoryGigabytes: gigabytesOf('health'),
  tableReads: 1,
  /** The time of the look: the item (about 2 KB), and what two indexes show of it. */
  tableWrites: 5,
  keyCalls: 1,
} as const;

/** Per 1,000 connections and month. Every window's own costs are among those of a month without merchants. */
export function healthCheckCosts(): readonly CostLine[] {
  const healthChecks = 1000 * DAYS;
  const { milliseconds, memoryGigabytes, tableReads, tableWrites, keyCalls } = HEALTH_CHECK;
  return [
    line('Lambda GB-seconds', (healthChecks * milliseconds * memoryGigabytes) / 1000, PRICE.lambdaGigabyteSecond),
    line('DynamoDB write units', healthChecks * tableWrites, PRICE.tableWrite),
    line('DynamoDB read units', healthChecks * tableReads, PRICE.tableRead),
    line('KMS requests', healthChecks * keyCalls, PRICE.keyCall),
  ];
}

/**
 * Of a window without health checks: four lists of one product are empty, and the function says so. Lambda asks the
 * queue by five callers that wait 20 s each.
 */
const EMPTY_SLOT = { milliseconds: 100, tableReads: 2, logBytes: 1_300, queueRequests: 4 } as const;
const QUEUE_POLLS = 5 * 3 * 60 * 24 * DAYS;

function probeIdleCosts(): readonly CostLine[] {
  const { milliseconds, tableReads, logBytes, queueRequests } = EMPTY_SLOT;
  return [
    line('health checks: schedule', WINDOWS, PRICE.schedule),
    line('health checks: queue requests', QUEUE_POLLS + WINDOWS * queueRequests, PRICE.queueRequest),
    line('health checks: Lambda invocations', WINDOWS, PRICE.lambdaRequest),
    line(
      'health checks: Lambda GB-seconds',
      (WINDOWS * milliseconds * gigabytesOf('health')) / 1000,
      PRICE.lambdaGigabyteSecond,
    ),
    line('health checks: DynamoDB read units', WINDOWS * tableReads, PRICE.tableRead),
    line('health checks: GB of logs, stored for a month', (WINDOWS * logBytes) / GIGABYTE, PRICE.logGigabyte),
  ];
}

/**
 * Of one event delivered to one URL at once, by a function that has one message in hand. The vendor's answer is an
 * allowance. Secrets and tokens stay in a warm function.
 */
export const DELIVERY = {
  milliseconds: 600,
  /** The event and its copy: sent to the queue, received, deleted. */
  queueRequests: 3,
  /** Put, and its record. */
  tableWrites: 2,
  /** Which the embedded database does not count. */
  indexWrites: 1,
  /** Product, integration, the configuration where it is not known yet, and for an order the connection with its answers. */
  tableReads: 3.2,
  /** The secrets of the integration, which a warm function has opened already, and what the merchant answered. */
  keyCalls: 2,
  logBytes: 900,
  outBytes: 2_000,
} as const;

/** Per 1,000 deliveries that are taken at once. */
export function deliveryCosts(): readonly CostLine[] {
  const { milliseconds, queueRequests, tableWrites, indexWrites, tableReads, keyCalls, logBytes, outBytes } = DELIVERY;
  return [
    line('queue requests', queueRequests * 1000, PRICE.queueRequest),
    line('Lambda invocations', 1000, PRICE.lambdaRequest),
    line('Lambda GB-seconds', milliseconds * gigabytesOf('webhooks'), PRICE.lambdaGigabyteSecond),
    line('DynamoDB write units', (tableWrites + indexWrites) * 1000, PRICE.tableWrite),
    line('DynamoDB read units', tableReads * 1000, PRICE.tableRead),
    line('KMS requests', keyCalls * 1000, PRICE.keyCall),
    line('GB of logs, stored for a month', (logBytes * 1000) / GIGABYTE, PRICE.logGigabyte),
    line('GB sent to vendors', (outBytes * 1000) / GIGABYTE, PRICE.outGigabyte),
  ];
}

/**
 * Of 1,000 events within an hour, to a URL that lets every request time out. 17 come in the first minute and are tried
 * at once; a pass tries up to ten in a row and leaves the others; then one a pass, for five days, until the rest is discarded.
 */
const DEAD = {
  timeoutSeconds: 15,
  atOnce: 17,
  /** Twelve passes of the first hour. */
  inPasses: 12 * 10,
  probes: 5 * 288,
  passAtOnce: 25,
  /** The record, and its places in two lists, each moved. */
  writesOfAttempt: 5,
  /** Put with its places in two lists; the end, taken from one and moved in the other. */
  writesOfDelivery: 3 + 4,
} as const;

/** Per 1,000 deliveries to a URL that never answers. */
export function deadDeliveryCosts(): readonly CostLine[] {
  const { timeoutSeconds, atOnce, inPasses, probes, passAtOnce, writesOfAttempt, writesOfDelivery } = DEAD;
  // Most of a pass's probes run beside those of other integrations; here each has its pass to itself.
  const seconds = timeoutSeconds * (atOnce + inPasses / passAtOnce + probes / passAtOnce);
  const attempts = atOnce + inPasses + probes;
  return [
    line('queue requests', DELIVERY.queueRequests * 1000, PRICE.queueRequest),
    line('Lambda invocations', 1000, PRICE.lambdaRequest),
    line('Lambda GB-seconds', (1000 * 0.1 + seconds) * gigabytesOf('webhooks'), PRICE.lambdaGigabyteSecond),
    line('DynamoDB write units', writesOfDelivery * 1000 + writesOfAttempt * attempts, PRICE.tableWrite),
    line('DynamoDB read units', DELIVERY.tableReads * 1000 + 4 * attempts + 1000, PRICE.tableRead),
    line('KMS requests', DELIVERY.keyCalls * attempts, PRICE.keyCall),
    line('GB of logs, stored for a month', (DELIVERY.logBytes * attempts) / GIGABYTE, PRICE.logGigabyte),
  ];
}

/** Of a pass that finds nothing: four leases, four empty lists. */
const EMPTY_PASS = { milliseconds: 100, tableReads: 2, tableWrites: 8, logBytes: 500, queueRequests: 3 } as const;

function webhookIdleCosts(): readonly CostLine[] {
  const { milliseconds, tableReads, tableWrites, logBytes, queueRequests } = EMPTY_PASS;
  return [
    line('deliveries: schedule', WINDOWS, PRICE.schedule),
    line('deliveries: queue requests', QUEUE_POLLS + WINDOWS * queueRequests, PRICE.queueRequest),
    line('deliveries: Lambda invocations', WINDOWS, PRICE.lambdaRequest),
    line(
      'deliveries: Lambda GB-seconds',
      (WINDOWS * milliseconds * gigabytesOf('webhooks')) / 1000,
      PRICE.lambdaGigabyteSecond,
    ),
    line('deliveries: DynamoDB write units', WINDOWS * tableWrites, PRICE.tableWrite),
    line('deliveries: DynamoDB read units', WINDOWS * tableReads, PRICE.tableRead),
    line('deliveries: GB of logs, stored for a month', (WINDOWS * logBytes) / GIGABYTE, PRICE.logGigabyte),
  ];
}

/**
 * Of one look that finds nothing: seven connectors, each answered by the store in 0.25 s. Ten looks share an invocation, and
 * take as long as one.
 */
const LOOK = {
  milliseconds: 7 * 250,
  atOnce: 10,
  /** Sent, received and deleted with nine others. */
  queueRequests: 3 / 10,
  /** Channel and connection; of each stream its head, and whether there is an entry behind it. */
  tableReads: 2 + 7 * 2,
  /** The lease of a slice. */
  tableWrites: 2,
  keyCalls: 1,
  logBytes: 900,
} as const;

/** Per 1,000 looks that find nothing. */
export function lookCosts(): readonly CostLine[] {
  const { milliseconds, atOnce, queueRequests, tableReads, tableWrites, keyCalls, logBytes } = LOOK;
  return [
    line('queue requests', queueRequests * 1000, PRICE.queueRequest),
    line('Lambda invocations', 1000 / atOnce, PRICE.lambdaRequest),
    line('Lambda GB-seconds', (milliseconds / atOnce) * gigabytesOf('sync'), PRICE.lambdaGigabyteSecond),
    line('DynamoDB write units', tableWrites * 1000, PRICE.tableWrite),
    line('DynamoDB read units', tableReads * 1000, PRICE.tableRead),
    line('KMS requests', keyCalls * 1000, PRICE.keyCall),
    line('GB of logs, stored for a month', (logBytes * 1000) / GIGABYTE, PRICE.logGigabyte),
  ];
}

/** Of a page of a first import. What a store takes to answer is an allowance; gzip makes an eighth of JSON. */
const PAGE = { records: 300, seconds: 1.5, recordBytes: 4_000, compression: 8, tableWrites: 4 } as const;
const MILLION = 1e6;

/** Per million records imported, of 4 KB each, kept for a month. */
export function importCosts(): readonly CostLine[] {
  const pages = MILLION / PAGE.records;
  return [
    line('Lambda GB-seconds', pages * PAGE.seconds * gigabytesOf('slice'), PRICE.lambdaGigabyteSecond),
    line('DynamoDB write units', pages * PAGE.tableWrites, PRICE.tableWrite),
    line('S3 puts: lines, and states', pages * 2, PRICE.objectPut),
    line('GB in S3', (MILLION * PAGE.recordBytes) / PAGE.compression / GIGABYTE, PRICE.objectGigabyte),
  ];
}

/** Of an answer with 1,000 records, which lie in objects of 300. */
const ANSWER = { records: 1_000, seconds: 0.6, tableReads: 8 } as const;

/** Per million records read by the API, of 4 KB each, compressed on their way. */
export function recordCosts(): readonly CostLine[] {
  const answers = MILLION / ANSWER.records;
  return [
    line('HTTP API requests', answers, PRICE.webRequest),
    line('Lambda GB-seconds', answers * ANSWER.seconds * gigabytesOf('api'), PRICE.lambdaGigabyteSecond),
    line('DynamoDB read units', answers * ANSWER.tableReads, PRICE.tableRead),
    line('S3 gets', MILLION / PAGE.records + answers, PRICE.objectGet),
    line('GB sent to backends', (MILLION * PAGE.recordBytes) / PAGE.compression / GIGABYTE, PRICE.outGigabyte),
  ];
}

/** Of a window in which no channel is due: lists of one product are empty, and the window is marked. Two queues are asked. */
const EMPTY_WINDOW = { milliseconds: 100, tableReads: 3, tableWrites: 2, logBytes: 900, queueRequests: 4 } as const;

/** What a deployment with connectors of the vendor's own pays besides: one more queue is asked. */
export function customIdleCosts(): readonly CostLine[] {
  return [line('own connectors: queue requests', QUEUE_POLLS, PRICE.queueRequest)];
}

function syncIdleCosts(): readonly CostLine[] {
  const { milliseconds, tableReads, tableWrites, logBytes, queueRequests } = EMPTY_WINDOW;
  return [
    { what: 'channels: KMS key of the records', count: '1', usd: PRICE.key },
    line('channels: schedule', WINDOWS, PRICE.schedule),
    line('channels: queue requests', 2 * QUEUE_POLLS + WINDOWS * queueRequests, PRICE.queueRequest),
    line('channels: Lambda invocations', WINDOWS, PRICE.lambdaRequest),
    line(
      'channels: Lambda GB-seconds',
      (WINDOWS * milliseconds * gigabytesOf('dispatch')) / 1000,
      PRICE.lambdaGigabyteSecond,
    ),
    line('channels: DynamoDB write units', WINDOWS * tableWrites, PRICE.tableWrite),
    line('channels: DynamoDB read units', WINDOWS * tableReads, PRICE.tableRead),
    line('channels: GB of logs, stored for a month', (WINDOWS * logBytes) / GIGABYTE, PRICE.logGigabyte),
  ];
}

type Enabled = { readonly integrations: boolean; readonly sync: boolean };

/** Per month without a single merchant. `alarmMetrics` as the template has them. */
export function idleCosts(
  alarmMetrics: number,
  { integrations, sync }: Enabled = { integrations: true, sync: true },
): readonly CostLine[] {
  return [
    { what: 'KMS key (its first year; 2 in the second, 3 from then on)', count: '1', usd: PRICE.key },
    { what: 'secrets: of cookies, of access tokens', count: '2', usd: 2 * PRICE.secret },
    { what: 'metrics watched by alarms', count: String(alarmMetrics), usd: alarmMetrics * PRICE.alarmMetric },
    { what: 'metrics of our own (only in hours in which something is counted)', count: '0', usd: 0 },
    ...probeIdleCosts(),
    ...(integrations ? webhookIdleCosts() : []),
    ...(sync ? syncIdleCosts() : []),
    { what: 'functions, machine, API, table, topic, users of the pool', count: '', usd: 0 },
  ];
}

export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}

/** A table in Markdown, as it stands in the guide. */
export function costTable(lines: readonly CostLine[]): string {
  const rows = lines.map(({ what, count, usd }) => `| ${what} | ${count} | ${usd.toFixed(4)} |`);
  return [
    '| what | count | USD |',
    '|---|---:|---:|',
    ...rows,
    `| **sum** | | **${totalOf(lines).toFixed(2)}** |`,
  ].join('\n');
}

function gigabytesOf(fn: FunctionName): number {
  return FUNCTION_TABLE[fn].memoryMegabytes / 1024;
}
