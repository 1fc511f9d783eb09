import type { Channel, ConnectorProblem, ConnectorSetting } from './channel.ts';
import { isTurn, LOOK_WINDOW_MINUTES, lookMinutes, windowOf } from './look.ts';
import type { StreamProgress } from './reading.ts';
import type { Run } from './run.ts';

/**
 * `waiting`: nothing was read yet. `importing`: the first import is under way. `following`: changes come in. `behind`:
 * they come in later than they should. `held`: deletions wait for somebody. `skipped`: the store does not grant what
 * it takes. `failing`: the last reading failed. `off`: somebody switched it off.
 */
export const CONNECTOR_STATES = [
  'off',
  'waiting',
  'importing',
  'following',
  'behind',
  'held',
  'skipped',
  'failing',
] as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** What is known of one connector of a channel. */
export type ConnectorFacts = {
  readonly setting: ConnectorSetting;
  readonly progress?: StreamProgress | undefined;
  readonly problem?: ConnectorProblem | undefined;
};

/** A look or two may fail, or take long: a connector is behind after more. */
const INTERVALS_TOLERATED = 2;

export function connectorState({ setting, progress, problem }: ConnectorFacts, lagSeconds: number): ConnectorState {
  if (!setting.on) return 'off';
  if (problem?.code === 'permission_missing') return 'skipped';
  if (progress?.held !== undefined) return 'held';
  if (problem !== undefined) return 'failing';
  if (progress === undefined) return 'waiting';
  if (!progress.imported) return 'importing';
  return lagSeconds > setting.everyMinutes * 60 * INTERVALS_TOLERATED ? 'behind' : 'following';
}

/**
 * Seconds since everything that changes in the store was delivered. A look that finds nothing leaves no trace, and one
 * that fails leaves a problem: where there is none, it is counted from when a look was due.
 *
 * @param run that is under way
 */
export function lagSeconds(
  channel: Pick<Channel, 'channel' | 'connectors' | 'status' | 'statusSince'>,
  { progress, problem }: ConnectorFacts,
  run: Pick<Run, 'task'> | undefined,
  now: Date,
): number {
  const ends = [problem?.since, channel.status === 'active' ? undefined : channel.statusSince];
  if (run?.task === 'look') ends.push(progress?.upTo);
  const known = ends.filter((end) => end !== undefined).map((end) => Date.parse(end));
  const sinceMs = known.length > 0 ? Math.min(...known) : lastDue(channel, now).getTime();
  return Math.max(0, Math.round((now.getTime() - sinceMs) / 1000));
}

const WINDOW_MS = LOOK_WINDOW_MINUTES * 60_000;
const WINDOWS_A_DAY = (24 * 60) / LOOK_WINDOW_MINUTES;

/**
 * The oldest of the problems that are to be mended, which says how far a channel is behind. What the store does not grant
 * would be one for ever.
 */
export function oldestProblem(problems: readonly ConnectorProblem[]): ConnectorProblem | undefined {
  const failing = problems.filter(({ code }) => code !== 'permission_missing');
  return failing.toSorted((one, other) => (one.since < other.since ? -1 : 1))[0];
}

/** The same of a channel, among its connectors that are on. */
export function failureOf({ problems = {}, connectors }: Pick<Channel, 'problems' | 'connectors'>) {
  const all = Object.entries<ConnectorProblem>(problems);
  const on = new Set(Object.entries<ConnectorSetting>(connectors).flatMap(([name, { on }]) => (on ? [name] : [])));
  return oldestProblem(all.flatMap(([name, problem]) => (on.has(name) ? [problem] : [])));
}

/** The last window in which it was a channel's turn. */
function lastDue(channel: Pick<Channel, 'channel' | 'connectors'>, now: Date): Date {
  const last = windowOf(now);
  const everyMinutes = lookMinutes(channel) ?? LOOK_WINDOW_MINUTES;
  for (let back = 0; back < WINDOWS_A_DAY; back += 1) {
    const window = new Date(last.getTime() - back * WINDOW_MS);
    if (isTurn(channel.channel, everyMinutes, window)) return window;
  }
  return last;
}

/** Seconds until the first import is done, at the pace of the run that is under way; undefined where nothing tells. */
export function importSeconds(
  progress: readonly (StreamProgress | undefined)[],
  run: Pick<Run, 'counts' | 'startedAt'> | undefined,
  now: Date,
): number | undefined {
  const left = progress.reduce((sum, one) => sum + (one?.imported === false ? (one.left ?? 0) : 0), 0);
  if (left === 0 || run?.startedAt === undefined || run.counts.read === 0) return undefined;
  const elapsedSeconds = (now.getTime() - Date.parse(run.startedAt)) / 1000;
  return Math.ceil((left * elapsedSeconds) / run.counts.read);
}
