import { Metric, Stats, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { LogEvent } from '../../functions/adapters/lambda/log.ts';
import type { RefusalCode } from '../../functions/domain/refusals/refusal.ts';
import type { ConnectionStatus } from '../../functions/domain/stores/connection-status.ts';
import type { FunctionName } from '../functions/function-table.ts';

/** Magento shows an error and opens no popup after 5 s (`oauth/consumer/post_timeout`). */
const SLOW_CALLBACK_MILLISECONDS = 3_000;

/** A token of Magento's exists nowhere else until it is stored, which takes some 50 ms. */
const LATE_TOKEN_MILLISECONDS = 5_000;

/** Ends that merchants chose themselves: no reason for an alarm. */
const CHOSEN: readonly RefusalCode[] = ['consent_declined', 'consent_timed_out'];

/** The connection cannot be used until somebody at the store acts. */
const LOST: readonly ConnectionStatus[] = ['needs_reauthorization', 'unreachable'];

const CALLBACK = '$.route = "POST /{product}/callback"';

/** Routes of the API, and no others. */
const BACKEND = ['GET', 'POST', 'PUT', 'DELETE'].map((method) => `${method} /v1/*`);
const OF_BACKENDS = `(${BACKEND.map((route) => `$.route = "${route}"`).join(' || ')})`;
const OF_MERCHANTS = BACKEND.map((route) => `$.route != "${route}"`).join(' && ');

function happened(event: LogEvent): string {
  return `$.event = "${event}"`;
}

/**
 * What a line that stands against others counts: the sum is above zero only while there is none, since no hour has a
 * thousand popups for each answer. One metric can then be watched, where an expression over two would be paid twice and
 * has no value while either of them has none.
 */
const OUTWEIGHS = -1_000;

/** A store whose data are older than this is behind: its looks have failed for an hour. */
const STALE_SECONDS = 3_600;

type Counted = {
  readonly log: FunctionName | 'access';
  readonly alsoIn?: FunctionName;
  readonly lines: string;
  /** Lines in the same log that stand against all of the others. */
  readonly against?: string;
  /** A number of each line, in place of how many there are. */
  readonly value?: `$.${string}`;
  readonly unit?: Unit;
};

/** The log group of each metric, and the lines that it counts. */
const METRICS = {
  callbacks: { log: 'callback', lines: happened('activation_kept') },
  popups: { log: 'popup', lines: happened('handshake_started') },
  refused: { log: 'callback', lines: happened('activation_refused') },
  unanswered: { log: 'popup', lines: happened('handshake_started'), against: happened('consent_given') },
  consents: { log: 'popup', lines: `${happened('consent_given')} && $.decision = "yes"` },
  linked: { log: 'exchange', lines: happened('activation_linked') },
  failed: {
    log: 'exchange',
    lines: [happened('activation_failed'), ...CHOSEN.map((code) => `$.code != "${code}"`)].join(' && '),
  },
  unwanted: {
    log: 'exchange',
    lines: `${happened('activation_failed')} && (${CHOSEN.map((code) => `$.code = "${code}"`).join(' || ')})`,
  },
  hurtCallbacks: {
    log: 'access',
    lines: `${CALLBACK} && ($.status >= 500 || $.milliseconds >= ${SLOW_CALLBACK_MILLISECONDS})`,
  },
  brokenPages: { log: 'access', lines: `$.status >= 500 && ${CALLBACK.replace('=', '!=')} && ${OF_MERCHANTS}` },
  // Responses of stores with 5xx pass through, too. Handfast's own are unexpected errors, and what API Gateway could not get from the function.
  brokenApi: { log: 'access', lines: `${OF_BACKENDS} && ($.status = 500 || ($.status = 503 && $.fault != "-"))` },
  turnedAway: { log: 'access', lines: `$.status = 429 && ${OF_MERCHANTS}` },
  lateTokens: { log: 'exchange', lines: `${happened('token_kept')} && $.ms >= ${LATE_TOKEN_MILLISECONDS}` },
  lostStores: {
    log: 'health',
    // A call by the backend reveals it, too.
    alsoIn: 'api',
    lines: `${happened('connection_status_changed')} && (${LOST.map((status) => `$.to = "${status}"`).join(' || ')})`,
  },
  failedDeliveries: {
    log: 'webhooks',
    // A result that the vendor sends later comes in there.
    alsoIn: 'api',
    lines: `(${(['delivery_failed', 'event_rejected', 'integration_disabled'] as const).map(happened).join(' || ')})`,
  },
  records: {
    log: 'sync',
    alsoIn: 'slice',
    lines: `${happened('channel_read')} && $.delivered > 0`,
    value: '$.delivered',
  },
  /** Of each look, so that its percentiles are those of the channels. */
  lag: { log: 'sync', lines: `${happened('channel_read')} && $.lag >= 0`, value: '$.lag', unit: Unit.SECONDS },
  // A store that fails for an hour is looked at about once an hour, and a run without progress told of as often.
  staleStores: {
    log: 'sync',
    lines: `(${happened('channel_read')} || ${happened('run_stuck')}) && $.lag >= ${STALE_SECONDS}`,
  },
  /** Of each window in which changes wait for their stores: for how long the first of them has. */
  waitingChanges: {
    log: 'dispatch',
    lines: `${happened('channels_dispatched')} && $.waitingSeconds >= 0`,
    value: '$.waitingSeconds',
    unit: Unit.SECONDS,
  },
} as const satisfies Record<string, Counted>;

export type MetricName = keyof typeof METRICS;
export type Metrics = Readonly<Record<MetricName, Metric>>;
export type FunctionLogs = Readonly<Record<FunctionName | 'access', ILogGroup>> & {
  /** Of the functions with the vendor's connectors, where there are any. */
  readonly custom?: Readonly<Record<'looks' | 'slices' | 'writes', ILogGroup | undefined>>;
};

/** The same lines, of the functions with the vendor's connectors. */
function customTwin({ custom }: FunctionLogs, log: FunctionName | 'access' | undefined): ILogGroup | undefined {
  if (log === 'sync') return custom?.looks;
  return log === 'slice' ? custom?.slices : undefined;
}

/**
 * Counts log lines, in a namespace of this deployment's own and without dimensions: a metric costs 0.30 USD a month in
 * which it is used, and one that counts nothing costs nothing.
 */
export function createMetrics(scope: Construct, logs: FunctionLogs): Metrics {
  const namespace = `Handfast/${scope.node.path}`;
  const count = (metric: MetricName): Metric => {
    const { log, alsoIn, lines, against, value: each, unit = Unit.COUNT }: Counted = METRICS[metric];
    const name = `${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;
    const filter = (id: string, group: ILogGroup, counted: string, value: string) =>
      new MetricFilter(scope, `${name}${id}`, {
        logGroup: group,
        filterPattern: FilterPattern.literal(`{ ${counted} }`),
        metricNamespace: namespace,
        metricName: name,
        metricValue: value,
        unit,
      });
    filter('Filter', logs[log], lines, each ?? '1');
    const [twin, twinToo] = [customTwin(logs, log), customTwin(logs, alsoIn)];
    if (twin) filter('FilterCustom', twin, lines, each ?? '1');
    if (twinToo) filter('FilterCustomToo', twinToo, lines, each ?? '1');
    if (alsoIn) filter('FilterToo', logs[alsoIn], lines, each ?? '1');
    if (against !== undefined) filter('FilterAgainst', logs[log], against, String(OUTWEIGHS));
    return new Metric({ namespace, metricName: name, statistic: Stats.SUM, unit });
  };
  return {
    callbacks: count('callbacks'),
    popups: count('popups'),
    refused: count('refused'),
    unanswered: count('unanswered'),
    consents: count('consents'),
    linked: count('linked'),
    failed: count('failed'),
    unwanted: count('unwanted'),
    hurtCallbacks: count('hurtCallbacks'),
    brokenPages: count('brokenPages'),
    brokenApi: count('brokenApi'),
    turnedAway: count('turnedAway'),
    lateTokens: count('lateTokens'),
    lostStores: count('lostStores'),
    failedDeliveries: count('failedDeliveries'),
    records: count('records'),
    lag: count('lag'),
    staleStores: count('staleStores'),
    waitingChanges: count('waitingChanges'),
  };
}
