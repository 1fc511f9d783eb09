import { endLostRun, silentMs } from '../../channels/runs/lost-run.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { ConnectorName } from '../../domain/sync/channel-ids.ts';
import { isFirstLookSinceTurn } from '../../domain/sync/look.ts';
import { quietMinutesLeft } from '../../domain/sync/quiet-hours.ts';
import type { Run } from '../../domain/sync/run.ts';
import type { LookDeps } from '../dependencies.ts';
import { announceFailure } from '../reading/announce-reading.ts';

export type UnderWay = {
  readonly run: Run;
  readonly channel: Channel;
  readonly connection: Connection;
  readonly window: Date;
};

/** A run is started at once after it was queued. */
const QUEUED_MS = 60_000;
/** A run waits for an hour at a time at most, and reads then. */
const STUCK_MINUTES = 120;
const TOLD_EVERY_MINUTES = 60;

/** Connectors that a run under way reads. One that nothing works on any more is ended, and reads none. */
export async function busyWith(deps: LookDeps, underWay: UnderWay): Promise<readonly ConnectorName[]> {
  const { run, channel, connection } = underWay;
  // Whoever began it must have been cut off before it was started.
  const hasWaited = deps.now().getTime() - Date.parse(run.createdAt) > QUEUED_MS;
  if (run.status === 'queued' && hasWaited) await deps.executions.start(run);
  const ended = await endLostRun(deps, run);
  if (ended === undefined) {
    tellWhenStuck(deps, underWay);
    return run.connectors.filter((name) => !run.done?.includes(name));
  }
  const subject = { connection, channel: channel.channel, run: run.run };
  if (ended.reason !== undefined) await announceFailure(deps, subject, ended.reason);
  return [];
}

/** A run that waits and waits leaves no other trace: its slices read nothing. Of quiet hours, the channel's setting tells. */
function tellWhenStuck({ now, log, custom }: LookDeps, { run, channel, window }: UnderWay): void {
  const ms = silentMs(run, now());
  if (custom || ms < STUCK_MINUTES * 60_000 || wasQuiet(channel, now())) return;
  if (!isFirstLookSinceTurn(channel, TOLD_EVERY_MINUTES, window)) return;
  const { product, connection } = channel;
  log('run_stuck', { product, connection, channel: run.channel, run: run.run, lag: Math.round(ms / 1000) });
}

/** Whether there were quiet hours since a run would have to have gone on. */
function wasQuiet({ settings: { quietHours } }: Channel, now: Date): boolean {
  if (quietHours === undefined) return false;
  const times = [0, STUCK_MINUTES / 2, STUCK_MINUTES].map((minutes) => new Date(now.getTime() - minutes * 60_000));
  return times.some((at) => quietMinutesLeft(quietHours, at) > 0);
}
