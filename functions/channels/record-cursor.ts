import * as z from 'zod/mini';
import { readCursor, writeCursor } from '../adapters/fields/cursor.ts';
import type { StreamName } from '../domain/sync/change-log.ts';

/** The line that is read next: how often the records were deleted before, the entry's number, and which of its lines. */
export type Place = { readonly life: number; readonly n: number; readonly line: number };

const natural = (min: number) => z.int().check(z.minimum(min));
const place = z.tuple([natural(0), natural(1), natural(0)]);

const question = ({ channel, connector }: StreamName) => ['records', channel, connector];

/** A place in a stream, as readers of its records have it. */
export function recordCursor(stream: StreamName, { life, n, line }: Place): string {
  return writeCursor(question(stream), [life, n, line]);
}

/** @throws Refusal `cursor_invalid` for one of another channel or connector */
export function readRecordCursor(stream: StreamName, cursor: string): Place {
  const [life, n, line] = readCursor(cursor, question(stream), place);
  return { life, n, line };
}
