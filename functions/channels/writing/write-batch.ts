import { Refusal } from '../../domain/refusals/refusal.ts';
import type { WriteBatch, WritingDeps, WritingOrder, WritingOutcome } from '../../domain/sync/changes/write-batch.ts';
import type { DocumentWriter, ValueWriter } from '../../domain/sync/changes/writer.ts';
import { writingPauseSeconds } from '../../domain/sync/changes/writing-pause.ts';
import { mend } from './bulk/mend.ts';
import { watchBulk } from './bulk/watch-bulk.ts';
import { cancelUnsent } from './leave.ts';
import { openWriting } from './open-writing.ts';
import { DOCUMENTS_AT_ONCE, writeDocuments } from './send-documents.ts';
import { cancelLeft, failLeft } from './settle.ts';
import { type NextUnits, nextUnits } from './units.ts';
import { readSize, writeValues } from './values/write-values.ts';
import { commit, nowMs, Superseded, type Writing } from './writing.ts';

/** How long a store that cannot be used is waited for. */
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** Others use the store now; that is no fault of its own. */
const AT_CAPACITY_SECONDS = 2;

/** Writes a batch as far as it gets in one slice. What was committed is never lost; what was not is looked for first. */
export const writeBatch: WriteBatch = async (deps, order) => {
  if (order.batch.status === 'finished') return { outcome: 'finished' };
  const waitSeconds = await waitsFor(deps, order);
  if (waitSeconds > 0) return { outcome: 'more', waitSeconds };
  try {
    return await write(await openWriting(deps, order));
  } catch (error) {
    if (error instanceof Superseded) return { outcome: 'superseded' };
    throw error;
  }
};

/** The store asked to be left alone, or is given time; whoever comes too early asks it nothing. */
async function waitsFor({ now }: WritingDeps, { batch, isCancelled }: WritingOrder): Promise<number> {
  const untilMs = batch.waitsUntil === undefined ? 0 : Date.parse(batch.waitsUntil);
  const seconds = Math.ceil((untilMs - now().getTime()) / 1000);
  return seconds > 0 && !(await isCancelled()) ? seconds : 0;
}

async function write(writing: Writing): Promise<WritingOutcome> {
  if (writing.batch.commits === 0) await mendValues(writing);
  for (;;) {
    await cancelUnsent(writing);
    const underWay = await turn(writing, () => watch(writing));
    if (underWay !== undefined) return pause(writing, underWay.seconds, underWay.refusal);
    const next = nextUnits(writing, unitsAtOnce(writing));
    if (writing.chains.size === 0) {
      await mendValues(writing);
      await commit(writing, { status: 'finished' });
      return { outcome: 'finished' };
    }
    if (next.units.length === 0) return pause(writing, secondsUntil(writing, next));
    if (writing.order.mustStop()) return pause(writing, 0);
    const waits = await turn(writing, () => writeUnits(writing, next));
    if (waits !== undefined) return pause(writing, waits.seconds, waits.refusal);
  }
}

type Waits = { readonly seconds: number; readonly refusal?: Refusal };

/** Undefined where the batch can go on at once. */
async function turn(writing: Writing, work: () => Promise<number | undefined>): Promise<Waits | undefined> {
  try {
    const seconds = await work();
    return seconds === undefined ? undefined : { seconds };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const seconds = troubled(writing, error);
    return seconds === undefined ? undefined : { seconds, refusal: error };
  }
}

function unitsAtOnce(writing: Writing): number {
  return isValues(writing) ? readSize(writing) : DOCUMENTS_AT_ONCE;
}

async function writeUnits(writing: Writing, { units }: NextUnits): Promise<undefined> {
  if (isValues(writing)) await writeValues(writing, units);
  else if (isDocuments(writing)) await writeDocuments(writing, units);
}

async function watch(writing: Writing): Promise<number | undefined> {
  return isValues(writing) ? await watchBulk(writing) : undefined;
}

async function mendValues(writing: Writing): Promise<void> {
  if (isValues(writing)) await mend(writing);
}

const isValues = (writing: Writing): writing is Writing<ValueWriter> => writing.writer.kind === 'values';
const isDocuments = (writing: Writing): writing is Writing<DocumentWriter> => writing.writer.kind === 'documents';

function secondsUntil(writing: Writing, { dueMs = 0 }: NextUnits): number {
  return Math.max(1, Math.ceil((dueMs - nowMs(writing)) / 1000));
}

async function pause(writing: Writing, waitSeconds: number, refusal?: Refusal): Promise<WritingOutcome> {
  await commit(writing, { waitSeconds, refusal });
  return { outcome: 'more', waitSeconds };
}

/** How long the store is left alone; undefined where that is of no use, and all lines that were left have a result. */
function troubled(writing: Writing, refusal: Refusal): number | undefined {
  const { state, batch } = writing;
  const { code, facts } = refusal;
  if (code === 'connection_disconnected') cancelLeft(writing);
  const isOver = nowMs(writing) - Date.parse(batch.startedAt ?? batch.createdAt) > DAY_MILLISECONDS;
  if (isOver || code === 'permission_missing' || code === 'connection_disconnected') {
    failLeft(writing, refusal);
    return undefined;
  }
  if (code === 'store_at_capacity') return AT_CAPACITY_SECONDS;
  state.failures += 1;
  const { retryAfter } = facts;
  return writingPauseSeconds(state.failures, typeof retryAfter === 'number' ? retryAfter : undefined);
}
