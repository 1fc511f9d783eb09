import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { EntryOutcome, StoreAnswer, ValueWriter, Written } from '../../../domain/sync/changes/writer.ts';
import { writingPauseSeconds } from '../../../domain/sync/changes/writing-pause.ts';
import { type Intents, intend } from '../intents.ts';
import {
  capIn,
  isAboutCall,
  isPassing,
  mayHaveTaken,
  namesNothing,
  refusedBy,
  requirePermission,
} from '../judge-answer.ts';
import { mustLeave } from '../leave.ts';
import { noteOurs, settleAll, settleDone } from '../settle.ts';
import { split } from '../units.ts';
import { isOwnFault, noteFailed, noteTaken, requireOthersTaken } from '../write-faults.ts';
import { leadOf, lineState, nowMs, setLineState, versionOf, type Writing } from '../writing.ts';
import { allOf, inLists, type List, listSize, listsOf, takeNext, type UnitEntry } from './lists.ts';

type Values = Writing<ValueWriter>;

/** Pauses after a refusal that passes; then it does not. */
const PASSING_SECONDS = [5, 20, 60];
/** Of a creation that is refused for something that the store names. */
const CREATION_TRIES = 1;

/** Writes some units, in as few calls as the store allows; what the store does not take as a list, in smaller ones. */
export async function sendValues(writing: Values, entries: List): Promise<void> {
  const intents = await intend(
    writing,
    entries.map(({ unit }) => unit),
  );
  try {
    const lists = listsOf(writing, entries);
    while (lists.length > 0) {
      if (await mustLeave(writing)) return;
      await intents.renew();
      const failed = writing.state.inARow;
      const parts = await allOf(takeNext(writing, lists).map((list) => sendList(writing, intents, list)));
      lists.unshift(...parts.flat());
      if (writing.state.inARow > failed) requireOthersTaken(writing);
    }
  } finally {
    intents.dropUnsent();
  }
}

/** @returns smaller lists that are to be sent instead */
async function sendList(writing: Values, intents: Intents, list: List): Promise<List[]> {
  let written: Written;
  try {
    const items = list.map(({ unit: { item }, found }) => ({ item, found }));
    written = await writing.writer.write(writing.deps.store, items);
  } catch (error) {
    return caught(writing, intents, list, error);
  }
  if ('atMost' in written) return shorter(writing, list, written.atMost);
  if ('refused' in written) return refusedList(writing, intents, list, written.refused);
  for (const [index, entry] of list.entries()) take(writing, intents, entry, written[index]);
  return [];
}

function take(writing: Values, intents: Intents, entry: UnitEntry, outcome: EntryOutcome | undefined): void {
  const { unit } = entry;
  if (outcome?.is === 'answered' && outcome.answer.status >= 500) intents.doubt(unit);
  intents.clear(unit);
  if (outcome?.is === 'done') {
    noteTaken(writing);
    settleDone(writing, unit, 'done', outcome.record);
    const written = { line: leadOf(unit), record: unit.record };
    if (outcome.record !== undefined) noteOurs(writing, written, versionOf(entry.found), outcome.record.version);
  } else if (outcome?.is === 'answered') refuse(writing, entry, outcome.answer);
  else if (unit.lines.length > 1) split(writing, unit);
  else settleAll(writing, unit, 'failed', outcome ?? { code: 'connector_failed' });
}

/** @throws Refusal that is about the store */
function caught(writing: Values, intents: Intents, list: List, error: unknown): List[] {
  if (!(error instanceof Refusal)) {
    // The vendor's own code, which may have sent something before it failed.
    for (const { unit } of list) {
      intents.clear(unit);
      settleAll(writing, unit, 'unknown', { code: 'connector_failed' });
    }
    return [];
  }
  if (isAboutCall(error)) {
    if (list.length > 1) return halves(list);
    for (const entry of list) take(writing, intents, entry, { is: 'refused', code: 'change_refused' });
    return [];
  }
  if (!mayHaveTaken(error)) throw error;
  for (const { unit } of list) intents.keep(unit);
  if (error.code === 'store_busy') {
    // It says so itself, and is waited for: that counts as one sending, however often it does.
    for (const { unit } of list) setLineState(writing, unit, { sends: 1 });
    throw error;
  }
  if (list.length > 1) writing.state.listSize = Math.ceil(listSize(writing) / 2);
  return [];
}

function refusedList(writing: Values, intents: Intents, list: List, answer: StoreAnswer): List[] {
  const cap = capIn(answer, list.length);
  if (cap !== undefined) return shorter(writing, list, cap);
  requirePermission(answer);
  if (answer.status >= 500) for (const { unit } of list) intents.doubt(unit);
  if (list.length > 1) {
    if (answer.status >= 500) noteFailed(writing);
    return halves(list);
  }
  for (const entry of list) {
    intents.clear(entry.unit);
    refuse(writing, entry, answer);
  }
  return [];
}

function shorter(writing: Values, list: List, most: number): List[] {
  writing.state.listSize = Math.max(1, most);
  return inLists(list, listSize(writing));
}

function halves(list: List): List[] {
  return inLists(list, Math.ceil(list.length / 2));
}

/** One unit that the store does not take: later, in its parts, or not at all. */
export function refuse(writing: Values, entry: UnitEntry, answer: StoreAnswer): void {
  requirePermission(answer);
  const { unit } = entry;
  if (answer.status >= 500) noteFailed(writing, unit);
  const { tries } = lineState(writing, unit);
  const seconds = secondsUntilNextTry(writing, entry, answer);
  if (seconds !== undefined) setLineState(writing, unit, { tries: tries + 1, until: nowMs(writing) + seconds * 1000 });
  else if (unit.lines.length > 1) split(writing, unit);
  else settleAll(writing, unit, 'failed', refusedBy(answer));
}

/** Undefined where it is of no use. */
function secondsUntilNextTry(writing: Values, { unit, found }: UnitEntry, answer: StoreAnswer): number | undefined {
  const { tries } = lineState(writing, unit);
  const isCreation = found?.is === 'absent';
  const passes = isPassing(answer) || (isCreation && namesNothing(answer));
  const most = passes ? PASSING_SECONDS.length : isCreation ? CREATION_TRIES : 0;
  if (tries < most) return PASSING_SECONDS[tries];
  const isStores = answer.status >= 500 && !isOwnFault(writing, unit);
  return isStores ? 2 * writingPauseSeconds(tries - most + 1) : undefined;
}
