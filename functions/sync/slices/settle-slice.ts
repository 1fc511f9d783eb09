import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { ConnectorName } from '../../domain/sync/channel-ids.ts';
import type { Connector } from '../../domain/sync/connector.ts';
import { RUN_ERRORS_MAX, type Run } from '../../domain/sync/run.ts';
import type { SyncDeps } from '../dependencies.ts';
import { announceReading } from '../reading/announce-reading.ts';
import { checkConnection } from '../reading/check-connection.ts';
import { scopeOf } from '../reading/failure-scope.ts';
import { logReading } from '../reading/log-reading.ts';
import type { ConnectorReading } from '../reading/read-channel.ts';
import { recordReading } from '../reading/record-reading.ts';
import { added, endOf, type Summary } from '../reading/summary.ts';
import { endRun } from './end-run.ts';
import type { SliceResult } from './slice-result.ts';

export type Sliced = {
  readonly run: Run;
  readonly channel: Channel;
  readonly connection: Connection;
  readonly connectors: readonly Connector[];
  readonly readings: readonly ConnectorReading[];
  readonly summary: Summary;
  readonly startedAtMs: number;
  /** Whether somebody has asked to stop: the next slice ends the run. */
  readonly isStopped: boolean;
};

/** A store that is down for so many slices in a row ends the run; looks go on from there once it is back. */
const FAILURES_MAX = 12;
const NEXT_SLICE_SECONDS = 1;
const FAILED_SLICE_SECONDS = 30;

/** Records what a slice has done, and says how the run goes on. */
export async function settleSlice(deps: SyncDeps, sliced: Sliced): Promise<SliceResult> {
  const { channel, connection, summary } = sliced;
  const run = runAfter(sliced);
  await recordReading(deps, channel, summary);
  await announceReading(deps, { connection, channel: channel.channel, run: run.run }, summary);
  logReading(deps, { ...sliced, run: run.run, trigger: run.trigger });
  await checkConnection(deps, channel, connection, summary);
  const { refusal } = summary;
  const scope = refusal && scopeOf(refusal.code);
  if (scope === 'connection' || (scope === 'store' && channel.failures + 1 >= FAILURES_MAX)) {
    return endRun(deps, run, { status: 'failed', reason: refusal?.code });
  }
  if (isOver(sliced, run)) {
    const status = endOf({ errors: run.errors, held: run.held ?? {}, failed: isFailed(sliced, run) });
    return endRun(deps, run, { status, ...(status === 'failed' && { reason: run.errors[0]?.code }) });
  }
  await deps.runs.update(run);
  return { more: true, waitSeconds: scope === 'store' ? FAILED_SLICE_SECONDS : NEXT_SLICE_SECONDS };
}

function runAfter({ run, readings, summary }: Sliced): Run {
  const done = new Set(run.done ?? []);
  for (const reading of readings) if (isDone(reading)) done.add(reading.connector.name);
  const held = { ...run.held, ...summary.held };
  return {
    ...run,
    done: [...done],
    counts: added(run.counts, summary.counts),
    errors: [...run.errors, ...summary.errors].slice(0, RUN_ERRORS_MAX),
    ...(Object.keys(held).length > 0 && { held }),
  };
}

/** One that failed is not tried again in this run; one whose store failed, or that a look got ahead of, is. */
function isDone({ results, failure }: ConnectorReading): boolean {
  if (failure !== undefined) return scopeOf(failure.code) === 'connector';
  return results.every(({ outcome }) => outcome !== 'more' && outcome !== 'superseded');
}

/** Nothing is left; or nothing that is left could be read, since it waits for a connector outside of this run. */
function isOver({ connectors, readings, summary, isStopped }: Sliced, { done = [] }: Run): boolean {
  const left = connectors.filter(({ name }) => !done.includes(name));
  return left.length === 0 || (readings.length === 0 && summary.refusal === undefined && !isStopped);
}

/** Whether every connector of the run has ended in an error. */
function isFailed({ summary }: Sliced, run: Run): boolean {
  const failing = (name: ConnectorName) => summary.problems[name] !== undefined;
  return run.connectors.length > 0 && run.connectors.every(failing);
}
