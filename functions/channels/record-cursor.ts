import * as z from 'zod/mini';
import { readCursor, writeCursor } from '../adapters/fields/cursor.ts';
import type { StreamName } from '../domain/sync/change-log.ts';

/**
 * A place between two lines: how often the records were deleted before, the entry's number, and how many of its lines lie
 * before it. Oldest first, the line behind it is read next; newest first, the one before it.
 */
export type Place = { readonly life: number; readonly n: number; readonly line: number };

export const RECORD_ORDERS = ['oldest', 'newest'] as const;
export type RecordOrder = (typeof RECORD_ORDERS)[number];

const natural = (min: number) => z.int().check(z.minimum(min));
const place = z.tuple([natural(0), natural(1), natural(0)]);

/** Cursors of `oldest` came first, so they do not say so. */
const question = ({ channel, connector }: StreamName, order: RecordOrder) =>
  order === 'oldest' ? ['records', channel, connector] : ['records', channel, connector, order];

/** A place in a stream, as readers of its records have it. */
export function recordCursor(stream: StreamName, { life, n, line }: Place, order: RecordOrder = 'oldest'): string {
  return writeCursor(question(stream, order), [life, n, line]);
}

/** @throws Refusal `cursor_invalid` for one of another channel or connector, or of another order */
export function readRecordCursor(stream: StreamName, cursor: string, order: RecordOrder): Place {
  const [life, n, line] = readCursor(cursor, question(stream, order), place);
  return { life, n, line };
}
