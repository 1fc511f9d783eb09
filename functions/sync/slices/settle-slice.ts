import type { Connection } from '../../domain/stores/connection.ts';
import { healthOf } from '../../domain/sync/back-off.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { ConnectorName } from '../../domain/sync/channel-ids.ts';
import type { Connector } from '../../domain/sync/connector.ts';
import type { Run } from '../../domain/sync/run.ts';
import type { SliceDeps } from '../dependencies.ts';
import { announceReading } from '../reading/announce-reading.ts';
import { checkConnection } from '../reading/check-connection.ts';
import { scopeOf } from '../reading/failure-scope.ts';
import { logReading } from '../reading/log-reading.ts';
import type { ConnectorReading } from '../reading/read-channel.ts';
import { recordReading } from '../reading/record-reading.ts';
import { endOf, type Summary } from '../reading/summary.ts';
import { endRun } from './end-run.ts';
import { goOnIn, ON_TO_CUSTOM, OVER, type SliceResult } from './slice-result.ts';

export type Sliced = {
  readonly run: Run;
  readonly channel: Channel;
  readonly connection: Connection;
  readonly connectors: readonly Connector[];
  readonly readings: readonly ConnectorReading[];
  readonly summary: Summary;
  readonly startedAtMs: number;
  /** Whether the time is up, or somebody has asked to stop: what was not read is left to the next slice. */
  readonly isCutShort: boolean;
};

/** A store that is down for so many slices in a row ends the run; looks go on from there once it is back. */
const FAILURES_MAX = 12;
const NEXT_SLICE_SECONDS = 1;
const FAILED_SLICE_SECONDS = 30;

/** Records what a slice has done, and says how the run goes on. */
export async function settleSlice(deps: SliceDeps, sliced: Sliced): Promise<SliceResult> {
  const { channel, connection, summary } = sliced;
  const done = doneAfter(sliced);
  const held = { ...sliced.run.held, ...summary.held };
  const isHeld = Object.keys(held).length > 0;
  const run = await deps.runs.progress(sliced.run.run, summary.counts, summary.errors, {
    done,
    ...(isHeld && { held }),
  });
  if (run === undefined) return OVER;
  await recordReading(deps, channel, summary);
  await announceReading(deps, { connection, channel: channel.channel, run: run.run }, summary);
  logReading(deps, { ...sliced, run: run.run, trigger: run.trigger });
  await checkConnection(deps, channel, connection, summary);
  const { refusal } = summary;
  const scope = refusal && scopeOf(refusal.code);
  if (scope === 'connection' || (scope === 'store' && healthOf(channel, deps.custom).failures + 1 >= FAILURES_MAX)) {
    return endRun(deps, run, { status: 'failed', reason: refusal?.code });
  }
  if (isOver(sliced, done)) {
    if (isLeftElsewhere(deps, run, done)) return ON_TO_CUSTOM;
    const status = endOf({ errors: run.errors, held, failed: isFailed(sliced, run) });
    return endRun(deps, run, status === 'failed' ? { status, reason: run.errors[0]?.code } : { status });
  }
  return goOnIn(scope === 'store' ? FAILED_SLICE_SECONDS : NEXT_SLICE_SECONDS);
}

/** Whether connectors of a run are left that another function reads. */
export function isLeftElsewhere(
  { elsewhere }: Pick<SliceDeps, 'elsewhere'>,
  { connectors }: Pick<Run, 'connectors'>,
  done: readonly ConnectorName[],
): boolean {
  return connectors.some((name) => elsewhere.includes(name) && !done.includes(name));
}

function doneAfter({ run, readings }: Sliced): readonly ConnectorName[] {
  const ended = readings.filter(isDone).map(({ connector }) => connector.name);
  return [...new Set([...(run.done ?? []), ...ended])];
}

/** One that failed is not tried again in this run; one whose store failed, that a look got ahead of, or that was not read, is. */
function isDone({ results, failure }: ConnectorReading): boolean {
  if (failure !== undefined) return scopeOf(failure.code) === 'connector';
  return results.length > 0 && results.every(({ outcome }) => outcome !== 'more' && outcome !== 'superseded');
}

/** Nothing is left; or nothing that is left could be read, since it waits for a connector outside of this run. */
function isOver({ connectors, readings, summary, isCutShort }: Sliced, done: readonly ConnectorName[]): boolean {
  const left = connectors.filter(({ name }) => !done.includes(name));
  return left.length === 0 || (readings.length === 0 && summary.refusal === undefined && !isCutShort);
}

/** Whether every connector of the run has ended in an error. */
function isFailed({ summary }: Sliced, run: Run): boolean {
  const failing = (name: ConnectorName) => summary.problems[name] !== undefined;
  return run.connectors.length > 0 && run.connectors.every(failing);
}
