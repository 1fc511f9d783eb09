import * as z from 'zod/mini';
import type { WritingState } from '../../domain/sync/changes/change-batch.ts';

/** What is known of a line that has no result yet. Times are milliseconds since 1970. */
const lineState = z.object({
  /** How often it was sent, as far as the store has not told what became of it. */
  sends: z._default(z.number(), 0),
  /** How often the store has refused it for a reason that passes. */
  tries: z._default(z.number(), 0),
  /** It is left alone until then. */
  until: z._default(z.number(), 0),
  /** Of documents: how many looked like it before it was sent. */
  before: z._default(z.number(), 0),
  /** Of values: the version that the record had before it was sent. */
  version: z.optional(z.string()),
  /** When the store first failed on it, and had taken no other since. */
  since: z._default(z.number(), 0),
  /** The store has failed on it, and may have taken it before it did. */
  failed: z._default(z.boolean(), false),
});

/** A bulk that was sent, or is about to be. */
const bulk = z.object({
  /** Undefined until the store has said it. */
  uuid: z.optional(z.string()),
  /** Those that the store has taken. */
  rows: z.array(z.object({ at: z.number(), line: z.number(), record: z.string(), item: z.unknown() })),
  operations: z.number(),
  /** How many had not ended when it was last looked at, and when that became fewer. */
  open: z.number(),
  movedMs: z.number(),
});

const unread = z.object({
  record: z.string(),
  line: z.number(),
  before: z.optional(z.string()),
  item: z.unknown(),
});

const state = z.object({
  /** How many slices in a row have ended because the store could not be used. */
  failures: z._default(z.number(), 0),
  /** When the store last took something, and how many writes in a row it has failed on since. */
  takenMs: z._default(z.number(), 0),
  inARow: z._default(z.number(), 0),
  /** How long a list may be until it takes something again. */
  tryingSize: z.optional(z.number()),
  /** Lines that are written by themselves, since the change they were merged into was refused. */
  split: z._default(z.array(z.number()), []),
  /** Records that are read and written at once, once the store has shown that it takes fewer. */
  readSize: z.optional(z.number()),
  listSize: z.optional(z.number()),
  bulk: z.optional(bulk),
  /** Records are written by lists and single calls alone. */
  noBulk: z._default(z.boolean(), false),
  /** Versions that we made of others; of records with lines left. */
  ours: z._default(z.record(z.string(), z.string()), {}),
  /** What was written and could not be read back, and the version before it; of records with lines left. */
  unread: z._default(z.array(unread), []),
  lines: z._default(z.record(z.string(), lineState), {}),
});

export type LineState = z.output<typeof lineState>;
export type Bulk = z.output<typeof bulk>;
export type State = z.output<typeof state>;

/** A batch that was not begun has an empty one. @throws ZodError for what no version of this code has stored */
export function parseState(stored: WritingState): State {
  return state.parse(stored);
}

/** The last line that the store may have taken, with what was merged into it; 0 where there is none. */
export function lastSentLine(stored: WritingState): number {
  const sent = Object.entries(parseState(stored).lines).filter(([, { sends }]) => sends > 0);
  return Math.max(0, ...sent.map(([line]) => Number(line)));
}

export const UNTOUCHED: LineState = { sends: 0, tries: 0, until: 0, before: 0, since: 0, failed: false };
