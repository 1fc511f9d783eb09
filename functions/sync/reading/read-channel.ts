import { asRefusal } from '../../adapters/lambda/log.ts';
import type { Refusal } from '../../domain/refusals/refusal.ts';
import type { StreamName } from '../../domain/sync/change-log.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { RunId } from '../../domain/sync/channel-ids.ts';
import type { Connector } from '../../domain/sync/connector.ts';
import type { ReadingDeps, ReadingOrder, ReadingResult, StreamProgress } from '../../domain/sync/reading.ts';
import { NOTHING_COUNTED, type Run, type Task } from '../../domain/sync/run.ts';
import type { StoreReader } from '../../domain/sync/store-reader.ts';
import { type Budget, shareOf } from './budget.ts';
import { inOrder } from './connector-order.ts';
import { scopeOf } from './failure-scope.ts';
import { type EntryRange, watchAppends } from './watch-appends.ts';

export type ReadDeps = Omit<ReadingDeps, 'store'> & {
  readonly readStream: (deps: ReadingDeps, order: ReadingOrder) => Promise<ReadingResult>;
  /** undefined: nothing was read yet. */
  readonly progress: (stream: StreamName, connector: Connector) => Promise<StreamProgress | undefined>;
  /** All connectors that a channel can have, as far as this function has their code. */
  readonly connectorsOf: (channel: Channel) => readonly Connector[];
  readonly dueTasks: (stream: StreamName, connector: Connector) => Promise<readonly Task[]>;
};

export type ChannelReading = {
  readonly channel: Channel;
  /** A session with its store. */
  readonly store: StoreReader;
  /** Those to be read now, with everything that the channel's type knows of them. */
  readonly connectors: readonly Connector[];
  readonly run: RunId;
  /** What to do for each; absent: what is due. */
  readonly task?: Task | undefined;
  readonly confirms?: Run['confirms'];
  readonly budget: Budget;
  /** Whether the store has failed for a while: connectors with a problem of their own are read last. */
  readonly cautious: boolean;
};

type TaskResult = ReadingResult & { readonly task: Task };

/** What became of one connector. `failure`: why it was not read to its end. */
export type ConnectorReading = {
  readonly connector: Connector;
  readonly results: readonly TaskResult[];
  readonly failure?: Refusal | undefined;
  /** Whether this reading has ended its first import. */
  readonly imported: boolean;
  /** The entries with lines that it has appended; undefined: none. */
  readonly entries?: EntryRange | undefined;
};

/**
 * Reads the connectors of a channel in their order, each within its share of the time. One that fails does not stop the
 * others, unless it is the store that failed, or the credentials: those would fail all of them.
 */
export async function readChannel(deps: ReadDeps, reading: ChannelReading): Promise<readonly ConnectorReading[]> {
  const ordered = reading.cautious ? troubledLast(reading) : inOrder(reading.connectors);
  const read: ConnectorReading[] = [];
  for (const [at, connector] of ordered.entries()) {
    if (reading.budget.isOver()) break;
    if (await mustWait(deps, reading, connector)) continue;
    const one = await readConnector(deps, reading, connector, ordered.length - at);
    read.push(one);
    const { failure } = one;
    if (failure !== undefined && scopeOf(failure.code) !== 'connector') break;
  }
  return read;
}

/** What fails for a reason of its own tells nothing of the store. */
function troubledLast({ channel, connectors }: ChannelReading): readonly Connector[] {
  const isTroubled = ({ name }: Connector): boolean => {
    const problem = channel.problems?.[name];
    return problem !== undefined && scopeOf(problem.code) === 'connector';
  };
  return inOrder(connectors).toSorted((one, other) => Number(isTroubled(one)) - Number(isTroubled(other)));
}

/** The first import of a connector waits for those of others: orders are of use with their customers only. */
async function mustWait(deps: ReadDeps, { channel }: ChannelReading, connector: Connector): Promise<boolean> {
  const { after } = connector;
  const earlier = deps
    .connectorsOf(channel)
    .filter(({ name: other }) => after.includes(other))
    .filter(({ name: other }) => channel.connectors[other]?.on && channel.problems?.[other] === undefined);
  if (earlier.length === 0) return false;
  const isImported = async (one: Connector) =>
    (await deps.progress({ channel: channel.channel, connector: one.name }, one))?.imported === true;
  if (await isImported(connector)) return false;
  return (await Promise.all(earlier.map(isImported))).includes(false);
}

async function readConnector(
  deps: ReadDeps,
  reading: ChannelReading,
  connector: Connector,
  left: number,
): Promise<ConnectorReading> {
  const { channel, task } = reading;
  const stream = { channel: channel.channel, connector: connector.name };
  const results: TaskResult[] = [];
  const appends = watchAppends(deps.log);
  const watched = { ...deps, log: appends.log };
  try {
    const before = await deps.progress(stream, connector);
    const isBegun = before !== undefined;
    const tasks = task === undefined ? await deps.dueTasks(stream, connector) : tasksOf(task, connector, isBegun);
    const share = shareOf(reading.budget, left);
    for (const one of tasks) {
      results.push(await readTask(watched, reading, connector, one, share));
      if (results.at(-1)?.outcome !== 'finished') break;
    }
    const isNew = before?.imported !== true && results.length > 0;
    const after = isNew ? await deps.progress(stream, connector) : undefined;
    return { connector, results, imported: after?.imported === true, entries: appends.entries() };
  } catch (error) {
    const failure = asRefusal(error, { task: 'read', channel: channel.channel, connector: connector.name });
    return { connector, results, failure, imported: false, entries: appends.entries() };
  }
}

/**
 * Everything anew takes many slices: each looks for changes first, so that these go on arriving. A list that tells no
 * times is read as a whole anyway, and what was never read begins with a look by itself.
 */
function tasksOf(task: Task, { reader }: Connector, isBegun: boolean): readonly Task[] {
  const isWhole = task === 'compare' || task === 'redeliver';
  return isWhole && isBegun && reader.kind === 'changes' ? ['look', task] : [task];
}

async function readTask(
  deps: ReadDeps,
  { channel, store, run, confirms }: ChannelReading,
  connector: Connector,
  task: Task,
  share: Budget,
): Promise<TaskResult> {
  // Left to the next slice, or to a run.
  if (share.isOver()) return { outcome: 'more', counts: NOTHING_COUNTED, errors: [], task };
  const stream = { channel: channel.channel, connector: connector.name };
  const confirmed = confirms?.[connector.name];
  const order = { stream, connector, settings: channel.settings, run, task, confirmed };
  const result = await deps.readStream({ ...deps, store }, { ...order, mustStop: share.isOver, onPage: share.onPage });
  return { ...result, task };
}
