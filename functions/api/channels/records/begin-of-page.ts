import type { RecordLog, StreamExtent } from '../../../adapters/dynamodb/channels/log/record-log.ts';
import { type Place, type RecordOrder, readRecordCursor, recordCursor } from '../../../channels/record-cursor.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StreamName } from '../../../domain/sync/change-log.ts';

/**
 * Where a page begins: oldest first, at the first line that is kept, and newest first, behind the last one.
 *
 * @throws Refusal `cursor_invalid` for one of another channel, connector or order; `cursor_expired` for one of records that
 *   were deleted, or of a time that the table was turned back behind
 */
export async function placeOf(
  log: Pick<RecordLog, 'begin'>,
  stream: StreamName,
  extent: StreamExtent,
  { cursor, order }: { readonly cursor: string | undefined; readonly order: RecordOrder },
): Promise<Place> {
  const first = async () => (order === 'newest' ? extent.head + 1 : log.begin(stream, extent));
  const begin = async () => ({ life: extent.life, n: await first(), line: 0 });
  if (cursor === undefined) return begin();
  const { life, n, line } = readRecordCursor(stream, cursor, order);
  if (life === extent.life && n <= extent.head + 1) return { life, n, line };
  throw expired(stream, await begin(), order);
}

export function expired(stream: StreamName, begin: Place, order: RecordOrder = 'oldest'): Refusal {
  return new Refusal('cursor_expired', { begin: recordCursor(stream, begin, order) });
}
