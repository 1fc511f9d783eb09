import { refusalWords } from '../../../domain/refusals/refusal.ts';
import { healthOf } from '../../../domain/sync/back-off.ts';
import { BUILT_IN_CONNECTORS } from '../../../domain/sync/built-in-connectors.ts';
import type { Channel } from '../../../domain/sync/channel.ts';
import { quietSecondsLeft } from '../../../domain/sync/quiet-hours.ts';
import type { Run } from '../../../domain/sync/run.ts';
import type { RunView } from './run-views.ts';

/** What the API shows of a run of a channel. */
export function runViewOf(run: Run, channel: Channel, now: Date): RunView {
  const waitsUntil = waitsUntilOf(run, channel, now);
  const { reason, held, stopRequestedAt, startedAt, endedAt, errors } = run;
  return {
    id: run.run,
    channel: run.channel,
    trigger: run.trigger,
    connectors: [...run.connectors],
    task: run.task,
    status: run.status,
    ...(reason && { reason }),
    counts: run.counts,
    errors: errors.map(({ connector, code, id, at }) => ({
      connector,
      code,
      advice: refusalWords(code).next,
      ...(id !== undefined && { record: id }),
      at,
    })),
    ...(held && Object.keys(held).length > 0 && { held }),
    ...(stopRequestedAt && { stopRequestedAt }),
    createdAt: run.createdAt,
    ...(waitsUntil && { waitsUntil }),
    ...(startedAt && { startedAt }),
    ...(endedAt && { endedAt }),
  };
}

/** Until when one that is under way calls no store: it was asked for that, has failed again and again, or its hours are quiet. */
function waitsUntilOf(run: Run, channel: Channel, now: Date): string | undefined {
  if (run.status !== 'queued' && run.status !== 'running') return undefined;
  const isCustom = run.connectors.every((name) => !BUILT_IN_CONNECTORS.includes(name));
  const { notBefore } = healthOf(channel, isCustom);
  const quietMs = quietSecondsLeft(run, channel, now) * 1000;
  const until = Math.max(now.getTime() + quietMs, notBefore === undefined ? 0 : Date.parse(notBefore));
  return until > now.getTime() ? new Date(until).toISOString() : undefined;
}
