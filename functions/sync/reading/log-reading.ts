import type { Channel, ConnectorProblem } from '../../domain/sync/channel.ts';
import type { RunId } from '../../domain/sync/channel-ids.ts';
import type { RunTrigger } from '../../domain/sync/run.ts';
import type { SyncDeps } from '../dependencies.ts';
import type { Summary } from './summary.ts';

type Read = {
  readonly channel: Channel;
  readonly run: RunId;
  readonly trigger: RunTrigger;
  readonly startedAtMs: number;
  readonly summary: Summary;
};

/** The one line of a look, or of a slice of long work: ids and counts, nothing of what was read. */
export function logReading(
  { log, now }: Pick<SyncDeps, 'log' | 'now'>,
  { channel, run, trigger, startedAtMs, summary }: Read,
): void {
  const { counts, refusal, more, held, errors } = summary;
  log('channel_read', {
    product: channel.product,
    connection: channel.connection,
    channel: channel.channel,
    run,
    trigger,
    ...counts,
    more: more.join(),
    held: Object.values(held).reduce((sum, count) => sum + count, 0),
    errors: errors.length,
    lag: lagOf(summary, now()),
    code: refusal?.code,
    ms: Math.round(performance.now() - startedAtMs),
  });
}

/**
 * Seconds for which something that the store grants could not be read; 0 where all of it was. What it does not grant
 * would be behind for ever.
 */
function lagOf({ problems }: Summary, now: Date): number {
  const failing = Object.values<ConnectorProblem>(problems).filter(({ code }) => code !== 'permission_missing');
  const sinceMs = failing.map(({ since }) => Date.parse(since));
  return sinceMs.length === 0 ? 0 : Math.max(0, Math.round((now.getTime() - Math.min(...sinceMs)) / 1000));
}
