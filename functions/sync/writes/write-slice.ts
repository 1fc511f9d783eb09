import type { Hold } from '../../adapters/dynamodb/channels/changes/batch-writers.ts';
import { findWriter } from '../../channels/channel-writers.ts';
import { parseWritingId, type WritingId } from '../../domain/sync/changes/change-ids.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';
import { abandonBatch, isGivenUp } from './abandon-batch.ts';
import type { WriteDeps } from './dependencies.ts';
import { mendBulks } from './mend-bulks.ts';
import { nextOf, type Turn } from './next-batch.ts';
import { settleBatch } from './settle-batch.ts';
import { writeOne } from './write-one.ts';

/** What the state machine goes on with. */
export type WriteResult = {
  readonly more: boolean;
  readonly waitSeconds: number;
  /** Whether the function with the vendor's writers goes on. */
  readonly custom: boolean;
};

export const OVER: WriteResult = { more: false, waitSeconds: 0, custom: false };

const SLICE_SECONDS = 240;
/** For the last call, which may take a minute, and for what is to be recorded after it. */
const MARGIN_SECONDS = 90;
/** Longer than the function may run. */
export const HELD_SECONDS = 600;
/** How much later than it should the next slice may begin. */
const LATE_SECONDS = 300;
/** Somebody may cancel a batch that waits for its store. */
const LONGEST_WAIT_SECONDS = 600;
export const NEXT_SLICE_SECONDS = 1;
/** An execution has about eight events for each slice, and may have 25,000: another one goes on. */
const SLICES_MAX = 2_500;

type Queue = { readonly channel: ChannelId; readonly writing: WritingId };
type Slice = Queue & { readonly untilMs: number; readonly isBegin: boolean };

/** One slice of writing: batches of a channel, one after the other, until the time is up or nothing waits. */
export function writeSlice(deps: WriteDeps) {
  return async (id: string, deadlineMs: number): Promise<WriteResult> => {
    const untilMs = Math.min(deadlineMs - MARGIN_SECONDS * 1000, performance.now() + SLICE_SECONDS * 1000);
    const slice = { ...parseWritingId(id), untilMs };
    for (let isBegin = true; ; isBegin = false) {
      const result = await takeTurn(deps, { ...slice, isBegin });
      if (result !== undefined) return result;
    }
  };
}

/** @returns undefined: the next one has its turn at once */
async function takeTurn(deps: WriteDeps, slice: Slice): Promise<WriteResult | undefined> {
  const { channel, writing, untilMs } = slice;
  const held = await deps.batchWriters.hold(channel, writing, HELD_SECONDS, slice.isBegin);
  if (held === undefined) return OVER;
  if (held.slices > SLICES_MAX) return leave(deps, slice);
  const next = await nextOf(deps, channel);
  if (next === 'deleted') return OVER;
  if (next === 'stopped') return stop(deps, slice);
  if (next === 'nothing') {
    // One that has written something has looked after bulks.
    if (slice.isBegin) await mendBulks(deps, channel, untilMs);
    if (performance.now() >= untilMs) return goOnIn(deps, slice, NEXT_SLICE_SECONDS);
    return (await deps.batchWriters.end(channel, writing)) ? OVER : undefined;
  }
  if (performance.now() >= untilMs) return goOnIn(deps, slice, NEXT_SLICE_SECONDS);
  if (isForElsewhere(deps, next)) {
    return { ...(await goOnIn(deps, slice, NEXT_SLICE_SECONDS)), custom: deps.elsewhere !== undefined };
  }
  const waitSeconds = await workOn(deps, next, { held, untilMs });
  return waitSeconds > 0 ? goOnIn(deps, slice, waitSeconds) : undefined;
}

type WorkTime = { readonly held: Hold; readonly untilMs: number };

/** The vendor's writers are in a function of their own, and those that are built in are not in that one. */
function isForElsewhere({ elsewhere, writersOf }: WriteDeps, { batch, channel }: Turn): boolean {
  if (elsewhere !== undefined) return elsewhere.includes(batch.connector);
  return findWriter(writersOf(channel.type), batch.connector) === undefined;
}

/** @returns after how many seconds it goes on; 0: at once, with the next batch */
async function workOn(deps: WriteDeps, turn: Turn, { held, untilMs }: WorkTime): Promise<number> {
  const { batch, channel, connection } = turn;
  const isLive = connection !== undefined && batch.cancelRequestedAt === undefined;
  const asked = isLive ? secondsUntil(channel.notBefore, deps.now()) : 0;
  if (asked > 0) return Math.min(asked, LONGEST_WAIT_SECONDS);
  if (batch.status !== 'finished') {
    const written = isGivenUp(batch, held, deps.now())
      ? await abandonBatch(deps, turn)
      : await writeOne(deps, { ...turn, untilMs });
    if (written.outcome === 'superseded') return NEXT_SLICE_SECONDS;
    if (written.outcome === 'more') {
      return Math.min(Math.max(written.waitSeconds, NEXT_SLICE_SECONDS), LONGEST_WAIT_SECONDS);
    }
  }
  await settleBatch(deps, channel, batch);
  return 0;
}

function secondsUntil(time: string | undefined, now: Date): number {
  return time === undefined ? 0 : Math.ceil((Date.parse(time) - now.getTime()) / 1000);
}

export async function goOnIn(deps: WriteDeps, { channel, writing }: Queue, waitSeconds: number): Promise<WriteResult> {
  await deps.batchWriters.rest(channel, writing, waitSeconds + LATE_SECONDS);
  return { more: true, waitSeconds, custom: false };
}

/** Whoever has resumed the channel meanwhile found the queue taken: then it goes on. */
async function stop(deps: WriteDeps, slice: Slice): Promise<WriteResult | undefined> {
  const over = await leave(deps, slice);
  const { channel, writing } = slice;
  if (typeof (await nextOf(deps, channel)) !== 'object') return over;
  return (await deps.batchWriters.begin(channel, writing, HELD_SECONDS)) ? undefined : over;
}

/** Until it is started again: by whoever resumes the channel, by its connection, or by the next window. */
async function leave(deps: WriteDeps, { channel, writing }: Slice): Promise<WriteResult> {
  await deps.batchWriters.leave(channel, writing);
  return OVER;
}
