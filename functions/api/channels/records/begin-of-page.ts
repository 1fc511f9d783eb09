import type { RecordLog, StreamExtent } from '../../../adapters/dynamodb/channels/log/record-log.ts';
import { type Place, readRecordCursor, recordCursor } from '../../../channels/record-cursor.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StreamName } from '../../../domain/sync/change-log.ts';

/**
 * Where a page begins.
 *
 * @throws Refusal `cursor_invalid` for one of another channel or connector; `cursor_expired` for one of records that
 *   were deleted, or of a time that the table was turned back behind
 */
export async function placeOf(
  log: Pick<RecordLog, 'begin'>,
  stream: StreamName,
  extent: StreamExtent,
  cursor: string | undefined,
): Promise<Place> {
  const begin = async () => ({ life: extent.life, n: await log.begin(stream, extent), line: 0 });
  if (cursor === undefined) return begin();
  const { life, n, line } = readRecordCursor(stream, cursor);
  if (life === extent.life && n <= extent.head + 1) return { life, n, line };
  throw expired(stream, await begin());
}

export function expired(stream: StreamName, begin: Place): Refusal {
  return new Refusal('cursor_expired', { begin: recordCursor(stream, begin) });
}
