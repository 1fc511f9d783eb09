import * as z from 'zod/mini';
import { LANES, type LogEntry, type PastEntry, type StreamName } from '../../../../domain/sync/change-log.ts';
import type { ChannelId, RunId } from '../../../../domain/sync/channel-ids.ts';
import { minted } from '../../../fields/minted-field.ts';

/** An entry as the table holds it, and its copy in the item of the stream. */
export const entryItem = z.object({
  /** Of the stream: what was deleted belongs to an earlier one. */
  life: z.number(),
  n: z.number(),
  /** Tells one's own entry from one that somebody else has put under the same number. */
  token: z.string(),
  lane: z.enum(LANES),
  run: minted<RunId>(),
  at: z.string(),
  generation: z.number(),
  upserts: z.number(),
  deletes: z.number(),
  object: z.optional(z.string()),
  bytes: z.number(),
  /** JSON; of a state that is larger, `stateObject` is the key. */
  state: z.optional(z.string()),
  stateObject: z.optional(z.string()),
});
export type EntryItem = z.output<typeof entryItem>;

/** Where the index of known records lies: `parts` objects below `key`. */
export const knownPointer = z.object({ n: z.number(), key: z.string(), parts: z.number() });
export type KnownPointer = z.output<typeof knownPointer>;

/** What is known of a stream as a whole. */
export const streamItem = z.object({
  /** Counts how often its records were deleted. Entries of an earlier life are as good as gone. */
  life: z.number(),
  /** Number of the newest entry, unless its writer died before it came here. */
  head: z.number(),
  entry: z.optional(entryItem),
  known: z.optional(knownPointer),
  deletedAt: z.optional(z.string()),
  /** Objects of earlier lives may be left. */
  isUnswept: z.optional(z.boolean()),
  /** The channel was deleted for good: nothing is appended, and the item is left to expire. */
  expiresAt: z.optional(z.number()),
});
export type StreamItem = z.output<typeof streamItem>;

/** Of a stream that was never written to. */
export const UNBEGUN: StreamItem = { life: 0, head: 0 };

export function streamKey({ channel, connector }: StreamName): string {
  return `STREAM#${channel}#${connector}`;
}

export function entryKey({ channel, connector }: StreamName, n: number): string {
  return `ENTRY#${channel}#${connector}#${n}`;
}

/** `records`: lines of entries, which expire. `kept`: large states and known records, which stay until they are replaced. */
export type ObjectKind = 'records' | 'kept';
export const OBJECT_KINDS: readonly ObjectKind[] = ['records', 'kept'];

export function channelPrefix(kind: ObjectKind, channel: ChannelId): string {
  return `${kind}/${channel}/`;
}

export function streamPrefix(kind: ObjectKind, { channel, connector }: StreamName): string {
  return `${channelPrefix(kind, channel)}${connector}/`;
}

const LIFE_DIGITS = 6;

/** Objects of one life of a stream. Those of earlier lives sort before it. */
export function lifePrefix(kind: ObjectKind, stream: StreamName, life: number): string {
  return `${streamPrefix(kind, stream)}${String(life).padStart(LIFE_DIGITS, '0')}/`;
}

export function parseEntry(item: unknown): EntryItem {
  return entryItem.parse(item);
}

export function toPastEntry({ life: _, token: __, state: ___, stateObject: ____, ...entry }: EntryItem): PastEntry {
  return entry;
}

export function toEntryItem(
  { state: _, ...entry }: LogEntry,
  rest: Pick<EntryItem, 'life' | 'token' | 'object' | 'bytes' | 'state' | 'stateObject'>,
): EntryItem {
  return { ...entry, ...rest };
}
