import * as z from 'zod/mini';
import type { StreamState } from '../../../domain/sync/change-log.ts';

/** Where in a list sorted by a column a record is: of this value, or after one and before another. */
const spanSchema = z.object({
  value: z.optional(z.string()),
  after: z.optional(z.string()),
  before: z.optional(z.string()),
});
export type Span = z.infer<typeof spanSchema>;

const asideSchema = z.object({
  id: z.string(),
  /** `failing`: the store fails on it, so lists leave it out. `unread`: it is served, and cannot be delivered. */
  why: z.enum(['failing', 'unread']),
  /** Of a record of a snapshot that is never served, so that its key is not known. */
  span: z.optional(spanSchema),
});
/** A record that is tried again every day, since nothing else is known to help. */
export type Aside = z.infer<typeof asideSchema>;

const sweepSchema = z.object({
  run: z.string(),
  mode: z.enum(['walk', 'compare', 'redeliver']),
  /** Every record up to this id, or key of a snapshot, has been read. */
  after: z.union([z.number(), z.string()]),
  /** How many known records were not there, and which, as far as they are remembered. */
  missing: z.number(),
  ids: z.array(z.number()),
  /** Of a snapshot: its number in the index of known records, which marks what was read up to `marked`. */
  mark: z.optional(z.number()),
  marked: z.optional(z.string()),
  /** Of a snapshot that is read twice: how often it was. */
  readings: z.optional(z.number()),
});
export type Sweep = z.infer<typeof sweepSchema>;

const backfillSchema = z.object({
  /** What is left has a lower id. Absent: nothing was read yet. */
  below: z.optional(z.number()),
  left: z.optional(z.number()),
});

const positionSchema = z.object({ at: z.number(), id: z.number() });

const stateSchema = z.object({
  generation: z.number(),
  /** Every change up to here is delivered, but for those that were stored later than the overlap allows. */
  position: positionSchema,
  /** Up to here nothing can appear any more that took no longer than the overlap: the next look begins after it. */
  settled: z.optional(positionSchema),
  /** A look at changes that was cut: it has read up to `from`, and ends where the clock stood when it began. */
  pass: z.optional(z.object({ from: positionSchema, upTo: z.number() })),
  /** Id, time and version of what was last delivered, or left out, within the overlap. */
  memory: z.array(z.tuple([z.string(), z.number(), z.string()])),
  /** What is stamped up to here may be missing in the memory, since it was too much; then the known index is asked. */
  memoryCut: z.optional(z.number()),
  /** Absent once the first import is done. */
  backfill: z.optional(backfillSchema),
  /** What was changed since then is read; 0: everything. The earliest time that was ever set, in seconds. */
  importFrom: z.optional(z.number()),
  /** How many records there were when the first import began, as the store counts. */
  total: z.optional(z.number()),
  sweep: z.optional(sweepSchema),
  /** A full reading that somebody asked for; a walk beside it must not end it. */
  full: z.optional(sweepSchema),
  /** Open records up to this id were read again; the rest is left to the next slice. */
  rereadAfter: z.optional(z.number()),
  /** Keys that the last reading of a snapshot did not find. */
  absent: z.array(z.string()),
  held: z.optional(z.number()),
  /** Smaller than what was set while the store fails on larger pages. */
  pageSize: z.optional(z.number()),
  aside: z.array(asideSchema),
  /** A search for a record that the store fails on, which was cut: for which question, and between which ids it is. */
  search: z.optional(z.object({ question: z.string(), failing: z.number(), above: z.optional(z.number()) })),
  /** A processor leaves records out, so that counts of the store say nothing. */
  leavesOut: z.boolean(),
  /** The entry that the stored index of known records stands at. */
  knownAt: z.number(),
  /** When each task was last done, ISO 8601. */
  done: z.record(z.string(), z.string()),
  readAt: z.string(),
});

/** The state of a stream: what the next run needs, and no more. */
export type ReadState = z.infer<typeof stateSchema>;

export function parseReadState(state: StreamState): ReadState {
  return stateSchema.parse(state);
}

/** More than these, and counts of the store are not used any more. */
const ASIDE_MAX = 200;

/** Sets records aside; they are tried again a day after. Where they are too many, those that the store fails on stay. */
export function setAside(state: ReadState, more: readonly Aside[], now: Date): ReadState {
  if (more.length === 0) return state;
  const ids = new Set(more.map(({ id }) => id));
  const all = [...state.aside.filter(({ id }) => !ids.has(id)), ...more].toSorted(failingFirst);
  return {
    ...state,
    aside: all.slice(0, ASIDE_MAX),
    leavesOut: state.leavesOut || all.length > ASIDE_MAX,
    done: { aside: now.toISOString(), ...state.done },
  };
}

/** A page that one of them is not left out of fails for ever. */
function failingFirst(one: Aside, other: Aside): number {
  return Number(one.why !== 'failing') - Number(other.why !== 'failing');
}
