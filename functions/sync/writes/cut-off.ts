import { lastSentLine } from '../../channels/writing/state.ts';
import type { ChangeBatch } from '../../domain/sync/changes/change-batch.ts';
import { parseWritingId } from '../../domain/sync/changes/change-ids.ts';
import type { WriteDeps } from './dependencies.ts';
import { giveUp } from './give-up.ts';
import { nextOf } from './next-batch.ts';
import { settleBatch } from './settle-batch.ts';
import { goOnIn, HELD_SECONDS, NEXT_SLICE_SECONDS, OVER, type WriteResult } from './write-slice.ts';

/**
 * Of a batch whose writer was cut off, since the vendor's code never returns: it ends, and those behind it have their
 * turn. What the store may have taken stays unknown.
 */
export function cutOffWriter(deps: WriteDeps) {
  return async (id: string): Promise<WriteResult> => {
    const { channel: channelId, writing } = parseWritingId(id);
    if ((await deps.batchWriters.hold(channelId, writing, HELD_SECONDS, true)) === undefined) return OVER;
    const next = await nextOf(deps, channelId);
    if (typeof next === 'object' && deps.elsewhere?.includes(next.batch.connector)) {
      const { batch, channel } = next;
      // Where somebody has committed meanwhile, the next slice settles it.
      if (await isEnded(deps, batch)) await settleBatch(deps, channel, batch);
    }
    // Whatever it is, the next slice finds it.
    return goOnIn(deps, { channel: channelId, writing }, NEXT_SLICE_SECONDS);
  };
}

async function isEnded(deps: WriteDeps, batch: ChangeBatch): Promise<boolean> {
  if (batch.status === 'finished') return true;
  const given = await giveUp(deps, batch, 'connector_failed', (line, { state }) =>
    line <= lastSentLine(state) ? 'unknown' : 'failed',
  );
  return given.outcome === 'finished';
}
