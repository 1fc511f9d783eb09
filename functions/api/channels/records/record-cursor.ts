import * as z from 'zod/mini';
import type { RecordLog, StreamExtent } from '../../../adapters/dynamodb/channels/log/record-log.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StreamName } from '../../../domain/sync/change-log.ts';
import { readCursor, writeCursor } from '../../cursor.ts';

/** The line that is read next: how often the records were deleted before, the entry's number, and which of its lines. */
export type Place = { readonly life: number; readonly n: number; readonly line: number };

const natural = (min: number) => z.int().check(z.minimum(min));
const place = z.tuple([natural(0), natural(1), natural(0)]);

export function recordCursor({ channel, connector }: StreamName, { life, n, line }: Place): string {
  return writeCursor(['records', channel, connector], [life, n, line]);
}

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
  const [life, n, line] = readCursor(cursor, ['records', stream.channel, stream.connector], place);
  if (life === extent.life && n <= extent.head + 1) return { life, n, line };
  throw expired(stream, await begin());
}

export function expired(stream: StreamName, begin: Place): Refusal {
  return new Refusal('cursor_expired', { begin: recordCursor(stream, begin) });
}
