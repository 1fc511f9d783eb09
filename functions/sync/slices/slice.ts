import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { healthOf } from '../../domain/sync/back-off.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { parseRunId } from '../../domain/sync/channel-ids.ts';
import { quietSecondsLeft } from '../../domain/sync/quiet-hours.ts';
import type { Run } from '../../domain/sync/run.ts';
import type { SliceDeps } from '../dependencies.ts';
import { callsUntil, openBudget } from '../reading/budget.ts';
import { readChannel } from '../reading/read-channel.ts';
import { summarise } from '../reading/summary.ts';
import { endRun, hasEnded } from './end-run.ts';
import { isLeftElsewhere, settleSlice } from './settle-slice.ts';
import { goOnIn, ON_TO_CUSTOM, OVER, type SliceResult } from './slice-result.ts';
import { watchForStop } from './stop-watch.ts';

/**
 * Shorter than the interval of looks: each slice begins with what has changed, so that changes arrive in time while a
 * first import of many hours is under way.
 */
const SLICE_SECONDS = 240;
/** For the last page, and for what is to be recorded after it. */
const MARGIN_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3_600;
const CAPACITY_WAIT_SECONDS = 10;

/** One slice of a run: goes on where the last one stopped. */
export function sliceOf(deps: SliceDeps) {
  return async (id: string, deadlineMs: number): Promise<SliceResult> => {
    const startedAtMs = performance.now();
    const run = await deps.runs.find(parseRunId(id));
    if (run === undefined || hasEnded(run)) return OVER;
    const channel = await deps.channels.find(run.channel);
    const connection = channel && (await deps.connections.find(channel.connection));
    if (run.stopRequestedAt !== undefined) return endRun(deps, run, { status: 'stopped' });
    if (channel?.status !== 'active' || connection?.status !== 'active') {
      if (channel?.status === 'active') await deps.channels.cutOff(channel.channel, deps.now().toISOString());
      return endRun(deps, run, { status: 'stopped', reason: 'channel_unavailable' });
    }
    return work(deps, { run, channel, connection, startedAtMs, deadlineMs });
  };
}

/** Whether this function has nothing to read of a run, and another one has. */
function isForElsewhere(deps: SliceDeps, run: Run, channel: Channel): boolean {
  const done = run.done ?? [];
  const isLeft = (name: Run['connectors'][number]) => run.connectors.includes(name) && !done.includes(name);
  return !deps.connectorsOf(channel).some(({ name }) => isLeft(name)) && isLeftElsewhere(deps, run, done);
}

type Work = {
  readonly run: Run;
  readonly channel: Channel;
  readonly connection: Connection;
  readonly startedAtMs: number;
  readonly deadlineMs: number;
};

async function work(deps: SliceDeps, slice: Work): Promise<SliceResult> {
  const { channel, connection, startedAtMs, deadlineMs } = slice;
  // The store may have failed for one function, and not for the other.
  if (isForElsewhere(deps, slice.run, channel)) return ON_TO_CUSTOM;
  const waitSeconds = pauseSeconds(deps, slice.run, channel);
  if (waitSeconds > 0) return goOnIn(waitSeconds);
  const running = await deps.runs.start(slice.run.run, deps.now().toISOString());
  if (running === undefined) return OVER;
  const untilMs = Math.min(deadlineMs - MARGIN_SECONDS * 1000, startedAtMs + SLICE_SECONDS * 1000);
  using watch = watchForStop(deps, running);
  const budget = openBudget({ deadlineMs: untilMs, isStopped: watch.isStopped });
  const left = (name: Run['connectors'][number]) => running.connectors.includes(name) && !running.done?.includes(name);
  try {
    await using store = await deps.openSession(connection, channel.settings, callsUntil(budget));
    const connectors = deps.connectorsOf(channel).filter(({ name }) => left(name));
    // What a look has handed over may be any of its tasks: those are still due.
    const task = running.trigger === 'schedule' ? undefined : running.task;
    const { run, confirms } = running;
    const reading = { channel, store, connectors, run, task, confirms, budget, cautious: false };
    const readings = await readChannel({ ...deps, log: deps.changeLog }, reading);
    const summary = summarise(channel, readings, deps.now());
    return await settleSlice(deps, {
      ...slice,
      run: running,
      connectors,
      readings,
      summary,
      isCutShort: budget.isOver(),
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'store_at_capacity') throw error;
    return goOnIn(CAPACITY_WAIT_SECONDS);
  }
}

/** Until the store may be read. */
function pauseSeconds({ custom, now: clock }: SliceDeps, run: Run, channel: Channel): number {
  const now = clock();
  const { notBefore } = healthOf(channel, custom);
  const asked = notBefore === undefined ? 0 : Math.ceil((Date.parse(notBefore) - now.getTime()) / 1000);
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(0, quietSecondsLeft(run, channel, now), asked));
}
