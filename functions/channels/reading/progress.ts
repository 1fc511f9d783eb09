import type { StreamState } from '../../domain/sync/change-log.ts';
import type { Connector } from '../../domain/sync/connector.ts';
import type { StreamProgress } from '../../domain/sync/reading.ts';
import { parseReadState } from './log/read-state.ts';

/**
 * How far a stream is. A look with nothing new writes nothing, so both times are those of the last look that found
 * something: after a later one that succeeded, the stream is up to date as of that look.
 */
export function progressOf(state: StreamState, connector: Connector): StreamProgress {
  const { position, backfill, total, readAt, generation, held } = parseReadState(state);
  const upTo = connector.reader.kind === 'changes' ? new Date(position.at * 1000).toISOString() : readAt;
  return {
    upTo,
    imported: backfill === undefined,
    ...(total === undefined ? {} : { total, left: backfill === undefined ? 0 : backfill.left }),
    readAt,
    generation,
    held,
  };
}
