import { parseRunId } from '../../domain/sync/channel-ids.ts';
import { NOTHING_COUNTED, type RunError } from '../../domain/sync/run.ts';
import type { SliceDeps } from '../dependencies.ts';
import { recordCutOff } from '../reading/record-cut-off.ts';
import { endRun, hasEnded } from './end-run.ts';
import { OVER, type SliceResult } from './slice-result.ts';

/**
 * Of a run whose slices with the vendor's connectors were cut off, since their code never returns: those have failed, and
 * it ends with what the others have come to. Which one it was cannot be told.
 */
export function cutOffCustom(deps: SliceDeps) {
  return async (id: string): Promise<SliceResult> => {
    const run = await deps.runs.find(parseRunId(id));
    if (run === undefined || hasEnded(run)) return OVER;
    const done = run.done ?? [];
    const cutOff = run.connectors.filter((name) => deps.elsewhere.includes(name) && !done.includes(name));
    const at = deps.now().toISOString();
    const errors = cutOff.map((connector): RunError => ({ connector, code: 'connector_failed', at }));
    const after = await deps.runs.progress(run.run, NOTHING_COUNTED, errors, { done: [...done, ...cutOff] });
    const channel = await deps.channels.find(run.channel);
    if (channel !== undefined) await recordCutOff(deps, channel, cutOff);
    if (after === undefined) return OVER;
    if (Object.keys(after.held ?? {}).length > 0) return endRun(deps, after, { status: 'held' });
    const isWhole = cutOff.length === run.connectors.length;
    return endRun(
      deps,
      after,
      isWhole ? { status: 'failed', reason: 'connector_failed' } : { status: 'completed_with_errors' },
    );
  };
}
