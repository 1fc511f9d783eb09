import type { LookRecord } from '../../../functions/adapters/dynamodb/channels/looks/look-records.ts';
import type { ExecutionState } from '../../../functions/adapters/step-functions/run-executions.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import { newActivationId, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import type { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import type { ConnectionStatus } from '../../../functions/domain/stores/connection-status.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import type { Channel } from '../../../functions/domain/sync/channel.ts';
import { newChannelId, parseConnectorName, type RunId } from '../../../functions/domain/sync/channel-ids.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import type { ReadingResult, StreamProgress } from '../../../functions/domain/sync/reading.ts';
import { NOTHING_COUNTED, type Run } from '../../../functions/domain/sync/run.ts';
import type { LookDeps, SliceDeps } from '../../../functions/sync/dependencies.ts';

export const START = new Date('2026-03-01T10:00:05Z');
const ACCOUNT = { issuer: 'https://id.example', id: 'acme', label: 'ana@acme.example' };

export const ORDERS = parseConnectorName('orders');
export const CUSTOMERS = parseConnectorName('customers');
export const STOCK = parseConnectorName('stock');

export function connectorOf(name: Connector['name'], after: Connector['after'] = []): Connector {
  return {
    name,
    label: name,
    direction: 'import',
    resources: [],
    after,
    everyMinutes: 5,
    reader: { kind: 'changes', path: `V1/${name}`, id: 'entity_id', idMember: 'entity_id', updated: 'updated_at' },
    item: { safeParse: (data) => ({ success: true, data }) },
    processor: (item) => item,
  };
}

export function readingOf(
  more: Omit<Partial<ReadingResult>, 'counts'> & { counts?: Partial<Run['counts']> } = {},
): ReadingResult {
  const { counts, ...others } = more;
  return { outcome: 'finished', errors: [], counts: { ...NOTHING_COUNTED, calls: 1, ...counts }, ...others };
}

/** A value as a parser would mint it. */
function parsed<T>(value: unknown): T {
  return value as T;
}

function connectionOf(status: ConnectionStatus): Connection {
  return {
    connection: newConnectionId(),
    product: parseProductId('demo'),
    storeUrl: parseStoreUrl('https://shop.example/'),
    account: ACCOUNT,
    accountKey: accountKey(ACCOUNT),
    status,
    // Sealed: nothing but a test double of the vault opens it.
    secrets: parsed(new Uint8Array()),
    generations: ['2.4.8'],
    createdAt: START.toISOString(),
    connectedAt: START.toISOString(),
    version: 1,
    activation: newActivationId(),
    kind: 'created',
  };
}

/** One channel, what is written of it, and a store that answers as each test says. */
export function openEngine(connectors: readonly Connector[] = [connectorOf(ORDERS), connectorOf(STOCK)]) {
  const state = {
    now: START,
    connection: connectionOf('active'),
    runs: new Map<string, Run>(),
    started: [] as string[],
    /** What became of the executions of runs. */
    execution: 'running' as ExecutionState,
    events: [] as { readonly type: string; readonly detail: object }[],
    logged: [] as { readonly event: string; readonly facts: object }[],
    /** Names of the connectors that were read, in order. */
    read: [] as string[],
    writes: 0,
    sessions: 0,
    /** What reading a connector gives, or fails with. */
    answers: new Map<string, ReadingResult | Refusal>(),
    /** The newest entry of all logs. */
    head: 6,
    /** What a reading fails with once its lines are appended. */
    thenFails: undefined as Refusal | undefined,
    imported: new Set<string>(connectors.map(({ name }) => name)),
    /** What the store says of the credentials. */
    health: undefined as Refusal | undefined,
  };
  let channel: Channel = {
    channel: newChannelId(),
    connection: state.connection.connection,
    product: state.connection.product,
    type: 'magento2',
    settings: { storeView: 'all', pageSize: 100, callsAtOnce: 1 },
    connectors: Object.fromEntries(connectors.map(({ name }) => [name, { on: true, everyMinutes: 5 }])),
    status: 'active',
    statusSince: START.toISOString(),
    failures: 0,
    revision: 1,
    createdAt: START.toISOString(),
    createdBy: 'test',
  };
  const underWay = () => [...state.runs.values()].find(({ status }) => status === 'queued' || status === 'running');
  function keep(run: Run): Run {
    state.runs.set(run.run, run);
    return run;
  }
  /** What has ended stays as it is. */
  function change(id: RunId, next: (before: Run) => Partial<Run>): Run | undefined {
    const before = state.runs.get(id);
    if (before === undefined || before.endedAt !== undefined) return undefined;
    return keep({ ...before, ...next(before) });
  }
  const deps: LookDeps & SliceDeps = {
    now: () => state.now,
    log: (event, facts = {}) => void state.logged.push({ event, facts }),
    announce: async (event) => void state.events.push(event),
    changeLog: appendingLog(),
    extent: async () => ({ life: 2, head: 0, isDeleted: false }),
    vault: { open: async () => JSON.parse('{}') },
    magento: {
      check: async () => {
        if (state.health !== undefined) throw state.health;
        return { generations: ['2.4.8'], modules: [] };
      },
    },
    connections: {
      find: async () => state.connection,
      markPublished: async () => undefined,
      recordHealth: async (existing, { change }) => {
        state.connection = { ...existing, ...(change && { status: change.status }) };
        return state.connection;
      },
    },
    channels: {
      find: async () => channel,
      recordLook: async (_, looked) => {
        state.writes += 1;
        channel = lookedAt(channel, looked);
      },
      recordTurns: async (_, turns) => {
        state.writes += 1;
        channel = { ...channel, turns: { ...channel.turns, ...turns } };
      },
      cutOff: async () => {
        state.writes += 1;
        channel = { ...channel, status: 'unavailable' };
        return channel;
      },
    },
    runs: {
      find: async (run) => state.runs.get(run),
      underWay: async () => underWay(),
      begin: async (run) => underWay() ?? keep(run),
      create: async (run) => keep(run) === run,
      start: async (run, startedAt) => change(run, () => ({ status: 'running', startedAt })),
      progress: async (run, counts, errors, reached) =>
        change(run, (before) => ({
          ...reached,
          counts: { ...before.counts, delivered: before.counts.delivered + counts.delivered },
          errors: [...before.errors, ...errors],
        })),
      end: async (run, end, endedAt) => change(run, () => ({ ...end, endedAt })),
      hold: async (run, held) => change(run, () => ({ status: 'held', held })),
    },
    custom: false,
    elsewhere: [],
    pages: 20,
    executions: { start: async ({ run }) => void state.started.push(run), stateOf: async () => state.execution },
    connectorsOf: () => connectors,
    openSession: async () => {
      state.sessions += 1;
      return {
        ...unused<Awaited<ReturnType<LookDeps['openSession']>>>(),
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
    progress: async ({ connector }): Promise<StreamProgress> => ({
      imported: state.imported.has(connector),
      generation: 0,
    }),
    dueTasks: async () => ['look'],
    readStream: async ({ log }, { stream, connector, onPage, run }) => {
      state.read.push(connector.name);
      onPage?.(NOTHING_COUNTED);
      const answer = state.answers.get(connector.name) ?? readingOf();
      if (answer instanceof Error) throw answer;
      const { delivered, deleted } = answer.counts;
      if (delivered + deleted > 0) {
        state.head += 1;
        await log.append(stream, entryOf(state.head, run, delivered, deleted), [parsed({})]);
      }
      if (state.thenFails !== undefined) throw state.thenFails;
      return answer;
    },
  };
  return {
    deps,
    state,
    channel: () => channel,
    change: (more: Partial<Channel>) => {
      channel = { ...channel, ...more };
    },
    changeRun: (run: RunId, more: Partial<Run>) => {
      const before = state.runs.get(run);
      if (before !== undefined) keep({ ...before, ...more });
    },
    message: () => JSON.stringify({ channel: channel.channel, window: state.now.toISOString() }),
    lastRun: () => [...state.runs.values()].at(-1),
  };
}

/** A log that takes everything, and is asked for nothing. */
function appendingLog(): LookDeps['changeLog'] {
  return { ...unused<LookDeps['changeLog']>(), append: async () => true };
}

const entryOf = (n: number, run: RunId, upserts: number, deletes: number) => ({
  n,
  lane: 'forward' as const,
  run,
  at: START.toISOString(),
  generation: 0,
  upserts,
  deletes,
  state: {},
});

/** What the table holds of a channel after a look. */
function lookedAt(channel: Channel, { custom, health, asked, found, solved = [] }: LookRecord): Channel {
  const problems = Object.entries({ ...channel.problems, ...found });
  const others = custom ? { notBefore: asked } : { customNotBefore: asked };
  const { failures, notBefore } = health?.after ?? { failures: 0 };
  const own = custom ? { customFailures: failures, customNotBefore: notBefore } : { failures, notBefore };
  return {
    ...channel,
    ...(asked !== undefined && others),
    ...(health !== undefined && own),
    problems: Object.fromEntries(problems.filter(([name]) => !solved.includes(parseConnectorName(name)))),
  };
}

/** Of what must not be used. */
function unused<T extends object>(): T {
  return new Proxy(parsed<T>({}), {
    get: (_, name) => {
      if (typeof name === 'symbol') return undefined;
      throw new Error(`${name} was used`);
    },
  });
}
