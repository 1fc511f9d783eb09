import type { RunEnd } from '../../adapters/dynamodb/channels/run-progress.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import { parseRunId } from '../../domain/sync/channel-ids.ts';
import type { Run } from '../../domain/sync/run.ts';
import type { SyncDeps } from '../dependencies.ts';
import { announceFailure } from '../reading/announce-reading.ts';
import { OVER, type SliceResult } from './slice-result.ts';

export function hasEnded({ status }: Pick<Run, 'status'>): boolean {
  return status !== 'queued' && status !== 'running';
}

type End = RunEnd | { readonly status: 'held'; readonly reason?: undefined };

/** Ends a run. One that has ended already stays as it is. */
export async function endRun(deps: EndDeps, run: Run, { status, reason }: End): Promise<SliceResult> {
  const ended =
    status === 'held'
      ? await deps.runs.hold(run.run, run.held ?? {})
      : await deps.runs.end(run.run, { status, reason }, deps.now().toISOString());
  if (ended === undefined) return OVER;
  deps.log('run_ended', { channel: run.channel, run: run.run, status, code: reason, ...run.counts });
  if (status === 'failed' && reason !== undefined) await announceEnd(deps, run, reason);
  return OVER;
}

type EndDeps = Pick<SyncDeps, 'runs' | 'channels' | 'connections' | 'announce' | 'now' | 'log'>;

async function announceEnd(deps: EndDeps, { run, channel: id }: Run, reason: RefusalCode): Promise<void> {
  const channel = await deps.channels.find(id);
  const connection = channel && (await deps.connections.find(channel.connection));
  if (connection !== undefined) await announceFailure(deps, { connection, channel: id, run }, reason);
}

/** Of an execution that was aborted by hand, or could not go on. */
export function failRun(deps: EndDeps) {
  return async (execution: string): Promise<SliceResult> => {
    const run = await deps.runs.find(parseRunId(execution));
    return run === undefined || hasEnded(run)
      ? OVER
      : endRun(deps, run, { status: 'failed', reason: 'run_interrupted' });
  };
}
