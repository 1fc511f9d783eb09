import { Refusal } from '../../domain/refusals/refusal.ts';
import type { DocumentWriter, StoreAnswer } from '../../domain/sync/changes/writer.ts';
import { type Intents, intend } from './intents.ts';
import { isAboutCall, isPassing, mayHaveTaken, refusedBy, requirePermission } from './judge-answer.ts';
import { mustLeave } from './leave.ts';
import { lookFailed } from './look-failed.ts';
import { settleAll, settleDone } from './settle.ts';
import { noteFailed, noteTaken, requireOthersTaken } from './write-faults.ts';
import { lineState, markOf, nowMs, setLineState, type Unit, type Writing } from './writing.ts';

type Documents = Writing<DocumentWriter>;

export const DOCUMENTS_AT_ONCE = 10;
/** A process that dies right before it sends leaves the same record as one that dies after: both count. */
const SENDS_MAX = 2;
const TRIES_MAX = 3;
const TRY_AGAIN_SECONDS = 10;

/** Creates documents one by one. What may have been sent before is looked for first, and never sent a third time. */
export async function writeDocuments(writing: Documents, units: readonly Unit[]): Promise<void> {
  for (const unit of units) {
    if (writing.order.mustStop()) return;
    if (await mustBeSent(writing, unit)) await send(writing, unit);
  }
}

/** Looks where a look is due. */
async function mustBeSent(writing: Documents, unit: Unit): Promise<boolean> {
  const { sends } = lineState(writing, unit);
  try {
    if (sends === 0) {
      if (writing.writer.resembles(unit.item)) setLineState(writing, unit, { before: await countOf(writing, unit) });
      return true;
    }
    if (await isFound(writing, unit)) {
      settleDone(writing, unit, 'done');
      return false;
    }
  } catch (error) {
    lookFailed(writing, [unit], error);
    return false;
  }
  const isLast = sends >= SENDS_MAX || writing.cancelled;
  if (isLast) settleAll(writing, unit, 'unknown', { code: 'change_unclear' });
  return !isLast;
}

async function countOf(writing: Documents, unit: Unit): Promise<number> {
  const count = await writing.writer.count(writing.deps.store, unit.item, markOf(writing, unit));
  writing.looked = true;
  writing.state.failures = 0;
  return count;
}

async function isFound(writing: Documents, unit: Unit): Promise<boolean> {
  return (await countOf(writing, unit)) > lineState(writing, unit).before;
}

/** A commit tells of one alone: after a crash nothing else is looked for. */
async function send(writing: Documents, unit: Unit): Promise<void> {
  if (await mustLeave(writing)) return;
  const intents = await intend(writing, [unit]);
  try {
    await sendOne(writing, intents, unit);
  } finally {
    intents.dropUnsent();
  }
}

async function sendOne(writing: Documents, intents: Intents, unit: Unit): Promise<void> {
  let answer: StoreAnswer;
  try {
    answer = await writing.writer.create(writing.deps.store, unit.item, markOf(writing, unit));
  } catch (error) {
    return caught(writing, intents, unit, error);
  }
  if (answer.status === 200) {
    intents.clear(unit);
    noteTaken(writing);
    settleDone(writing, unit, 'done');
  } else if (answer.status >= 500) {
    intents.keep(unit);
    noteFailed(writing);
    requireOthersTaken(writing);
  } else await refused(writing, intents, unit, answer);
}

/** @throws Refusal that is about the store */
function caught(writing: Documents, intents: Intents, unit: Unit, error: unknown): void {
  if (!(error instanceof Refusal)) {
    // The vendor's own code, which may have sent it before it failed.
    intents.clear(unit);
    settleAll(writing, unit, 'unknown', { code: 'connector_failed' });
  } else if (isAboutCall(error)) {
    intents.clear(unit);
    settleAll(writing, unit, 'failed', { code: 'change_refused' });
  } else {
    if (!mayHaveTaken(error)) throw error;
    intents.keep(unit);
    if (error.code !== 'store_busy') return;
    noteFailed(writing);
    requireOthersTaken(writing);
    throw error;
  }
}

/** It may be refused because it is there: an earlier sending of it may have come late. */
async function refused(writing: Documents, intents: Intents, unit: Unit, answer: StoreAnswer): Promise<void> {
  requirePermission(answer);
  intents.keep(unit);
  let found: boolean;
  try {
    found = await isFound(writing, unit);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return caught(writing, intents, unit, error);
  }
  const { tries } = lineState(writing, unit);
  intents.clear(unit);
  if (found) settleDone(writing, unit, 'done');
  else if (isPassing(answer) && tries < TRIES_MAX) {
    setLineState(writing, unit, { tries: tries + 1, until: nowMs(writing) + TRY_AGAIN_SECONDS * 1000 });
  } else settleAll(writing, unit, 'failed', refusedBy(answer));
}
