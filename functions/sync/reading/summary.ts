import type { Refusal, RefusalCode } from '../../domain/refusals/refusal.ts';
import type { Channel, ConnectorProblem } from '../../domain/sync/channel.ts';
import type { ConnectorName } from '../../domain/sync/channel-ids.ts';
import { NOTHING_COUNTED, RUN_ERRORS_MAX, type RunCounts, type RunError } from '../../domain/sync/run.ts';
import { scopeOf } from './failure-scope.ts';
import type { ConnectorReading } from './read-channel.ts';
import type { EntryRange } from './watch-appends.ts';

export type News = EntryRange & { readonly connector: ConnectorName };

/** What a reading of a channel has come to. */
export type Summary = {
  readonly counts: RunCounts;
  readonly errors: readonly RunError[];
  /** Connectors that have more to read. */
  readonly more: readonly ConnectorName[];
  /** Deletions that wait for somebody to confirm them. */
  readonly held: Readonly<Record<ConnectorName, number>>;
  /** Connectors with new lines in their change logs. */
  readonly news: readonly News[];
  readonly imported: readonly ConnectorName[];
  /** Of the channel: what was known before, and what this reading has shown. */
  readonly problems: Readonly<Record<ConnectorName, ConnectorProblem>>;
  /** Whether those are others than before. */
  readonly problemsChanged: boolean;
  /** What the store, or its credentials, failed with. */
  readonly refusal: Refusal | undefined;
  /** Whether nothing could be read at all. */
  readonly failed: boolean;
};

export function summarise(channel: Channel, readings: readonly ConnectorReading[], now: Date): Summary {
  const results = readings.flatMap(({ connector, results: of }) => of.map((one) => ({ name: connector.name, ...one })));
  const problems = problemsAfter(channel, readings, now);
  const failures = readings.flatMap(({ failure }) => (isTheirs(failure) ? failure : []));
  const whole = failures.find(({ code }) => scopeOf(code) !== 'connector');
  const nothingRead = readings.length > 0 && failures.length === readings.length;
  return {
    counts: results.map(({ counts }) => counts).reduce(added, NOTHING_COUNTED),
    errors: [...results.flatMap(({ errors }) => errors), ...failureErrors(readings, now)].slice(0, RUN_ERRORS_MAX),
    more: unique(results.filter(({ outcome }) => outcome === 'more').map(({ name }) => name)),
    held: Object.fromEntries(
      results.flatMap(({ name, outcome, held = 0 }) => (outcome === 'held' ? [[name, held]] : [])),
    ),
    news: readings.flatMap(({ connector, entries }) => (entries ? [{ connector: connector.name, ...entries }] : [])),
    imported: readings.filter(({ imported }) => imported).map(({ connector }) => connector.name),
    problems,
    problemsChanged: JSON.stringify(sorted(problems)) !== JSON.stringify(sorted(channel.problems ?? {})),
    refusal: whole ?? (nothingRead ? failures[0] : undefined),
    failed: whole !== undefined || nothingRead,
  };
}

/** Of a run that has nothing left to do. */
export function endOf({
  errors,
  held,
  failed,
}: Pick<Summary, 'errors' | 'held' | 'failed'>): 'held' | 'failed' | 'completed' | 'completed_with_errors' {
  if (Object.keys(held).length > 0) return 'held';
  if (failed) return 'failed';
  return errors.length > 0 ? 'completed_with_errors' : 'completed';
}

function added(one: RunCounts, other: RunCounts): RunCounts {
  return {
    read: one.read + other.read,
    delivered: one.delivered + other.delivered,
    unchanged: one.unchanged + other.unchanged,
    deleted: one.deleted + other.deleted,
    late: one.late + other.late,
    poisoned: one.poisoned + other.poisoned,
    calls: one.calls + other.calls,
  };
}

function failureErrors(readings: readonly ConnectorReading[], now: Date): RunError[] {
  return readings.flatMap(({ connector, failure }) =>
    !isTheirs(failure) ? [] : [{ connector: connector.name, code: failure.code, at: now.toISOString() }],
  );
}

/** Whether the store has failed: others of ours that call it are no fault of its own. */
function isTheirs(failure: Refusal | undefined): failure is Refusal {
  return failure !== undefined && failure.code !== 'store_at_capacity';
}

/** A connector that was read to its end has none; one that was not read keeps its own. */
function problemsAfter({ problems = {} }: Channel, readings: readonly ConnectorReading[], now: Date) {
  const after: Record<string, ConnectorProblem> = { ...problems };
  for (const reading of readings) {
    const { name } = reading.connector;
    const before = problems[name];
    const code = isTheirs(reading.failure) ? reading.failure.code : brokenCode(reading, before);
    if (code !== undefined && before?.code !== code) after[name] = { code, since: now.toISOString() };
    else if (code === undefined && reading.failure === undefined) delete after[name];
  }
  return after;
}

/** Of a connector whose processor failed for every record: it stays until one comes through. */
function brokenCode({ results }: ConnectorReading, before: ConnectorProblem | undefined): RefusalCode | undefined {
  const { delivered, unchanged } = results.map(({ counts }) => counts).reduce(added, NOTHING_COUNTED);
  if (delivered + unchanged > 0) return undefined;
  const errors = results.flatMap((result) => result.errors);
  const isBroken = errors.length > 0 && errors.every(({ code }) => code === 'connector_failed');
  return isBroken || (errors.length === 0 && before?.code === 'connector_failed') ? 'connector_failed' : undefined;
}

function sorted(problems: Readonly<Record<string, ConnectorProblem>>) {
  return Object.entries(problems)
    .map(([name, { code, since }]) => [name, code, since])
    .toSorted();
}

function unique(names: readonly ConnectorName[]): readonly ConnectorName[] {
  return [...new Set(names)];
}
