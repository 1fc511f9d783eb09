import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { KnownIndex, KnownRecord } from '../../../domain/sync/change-log.ts';
import type { ReadingOutcome } from '../../../domain/sync/reading.ts';
import type { Reading } from '../reading.ts';
import { append, put } from './append.ts';
import { entriesBetween, keepKnown, linesOf, recordsAfter } from './known.ts';
import type { ReadState } from './read-state.ts';

/** Appending keeps the index at least every day, and so does finding deletions; only a stream at rest gets here. */
const REST_MAX_MS = 48 * 3_600_000;
/** Of a record that is there, in a version that nobody knows any more: it differs from every other. */
const UNKNOWN_VERSION = '';
/** Entries from which an index is rebuilt: more are more than a slice reads, and hold more than its memory. */
const REBUILT_MAX = 1_000;

/**
 * Keeps the index of known records anew before the entries after it expire: a stream at rest appends nothing, so nothing
 * else would. False: somebody else has appended meanwhile.
 */
export async function renewKnown(reading: Reading): Promise<boolean> {
  if (!couldExpire(reading)) return true;
  try {
    await append(reading, { lane: 'begin', lines: [], next: (state) => state });
    return true;
  } catch (error) {
    if (!isExpired(error)) throw error;
    return mendKnown(reading);
  }
}

function couldExpire({ seen: { n, state }, deps }: Reading): boolean {
  const kept = state.done['known'];
  return n > state.knownAt && kept !== undefined && deps.now().getTime() - Date.parse(kept) > REST_MAX_MS;
}

function isExpired(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'cursor_expired';
}

/**
 * Reads, unless what is known turns out to be lost: then that is mended, and the next reading goes on.
 *
 * @throws Error what reading throws
 */
export async function unlessLost(reading: Reading, read: () => Promise<ReadingOutcome>): Promise<ReadingOutcome> {
  try {
    return await read();
  } catch (error) {
    if (!isExpired(error)) throw error;
    await mendKnown(reading);
    return 'more';
  }
}

/** False: the stream was begun anew, or somebody else has appended meanwhile. */
async function mendKnown(reading: Reading): Promise<boolean> {
  const base = await reading.deps.log.known(reading.order.stream);
  return base === undefined || (await isReadable(base)) ? compareAnew(reading) : rebuild(reading);
}

async function isReadable(index: KnownIndex): Promise<boolean> {
  try {
    for await (const _ of index.records());
    return true;
  } catch (error) {
    if (!isExpired(error)) throw error;
    return false;
  }
}

/**
 * The index itself is lost. A log that is whole tells the same. One that is not says no more what was delivered, so that
 * deletions would be missed: the stream is begun anew.
 */
async function rebuild(reading: Reading): Promise<boolean> {
  const { deps, order } = reading;
  try {
    if (reading.seen.n > REBUILT_MAX) throw new Refusal('cursor_expired');
    // The index of an entry replaces that of an earlier one only.
    const state: ReadState = { ...unmarked(reading.seen.state), readAt: deps.now().toISOString() };
    if (!(await put(reading, 'begin', [], state))) return false;
    await keepKnown(reading, recordsAfter(reading, undefined));
    return true;
  } catch (error) {
    if (!isExpired(error)) throw error;
    await deps.log.restart(order.stream, reading.seen.n);
    return false;
  }
}

/**
 * After a rest that was longer than records are kept, what was delivered last is not known any more. So all of it counts
 * as changed: the next walk, or reading of a snapshot, delivers every record once more, and deletes those that are gone.
 */
async function compareAnew(reading: Reading): Promise<boolean> {
  const { state } = reading.seen;
  const { walk: _, counts: __, ...done } = state.done;
  // The entry first: killed in between, the next reading finds the same, and begins anew once more.
  const due: ReadState = { ...unmarked(state), done, readAt: reading.deps.now().toISOString() };
  if (!(await put(reading, 'begin', [], due))) return false;
  await keepKnown(reading, recordsLeft(reading));
  return true;
}

/** The index that is kept anew marks nothing that the reading of a snapshot has seen. */
function unmarked({ sweep, ...state }: ReadState): ReadState {
  return sweep === undefined ? state : { ...state, sweep: { ...sweep, marked: undefined } };
}

/** What is known to be there by the index, and by those entries that are left. */
async function* recordsLeft({ deps, order, seen }: Reading): AsyncIterable<KnownRecord> {
  const base = await deps.log.known(order.stream);
  const ids = new Set<string>();
  for await (const { id } of base?.records() ?? []) ids.add(id);
  for await (const entry of entriesBetween(deps.log, order.stream, base?.n ?? 0, seen.n)) {
    try {
      for await (const { id, op } of linesOf(deps.log, entry)) op === 'delete' ? ids.delete(id) : ids.add(id);
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
  }
  for (const id of ids) yield { id, version: UNKNOWN_VERSION };
}
