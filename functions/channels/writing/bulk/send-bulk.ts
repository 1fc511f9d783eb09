import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StoreAnswer, ValueWriter } from '../../../domain/sync/changes/writer.ts';
import { type Intents, intend } from '../intents.ts';
import { isAboutCall, mayHaveTaken } from '../judge-answer.ts';
import type { Bulk } from '../state.ts';
import type { UnitEntry } from '../values/lists.ts';
import { refuse } from '../values/send-values.ts';
import { commit, leadOf, lineState, nowMs, type Writing } from '../writing.ts';
import { abandon } from './abandoned.ts';
import { scheduledIn } from './operations.ts';

type Values = Writing<ValueWriter>;

/** Fewer are written sooner by single calls. */
const BULK_MIN = 20;

/** What of some entries goes into a bulk: all that suit, or none. */
export function bulkOf(writing: Values, entries: readonly UnitEntry[]): UnitEntry[] {
  const { order, deps, state, abandoned, writer } = writing;
  const isOff = order.settings.bulk !== true || deps.bulks === undefined || state.noBulk;
  if (isOff || writer.bulk === undefined || (abandoned?.rows.length ?? 0) > 0) return [];
  const suitable = entries.filter((entry) => suits(writing, entry));
  return suitable.length >= BULK_MIN ? suitable : [];
}

/** Changes of what the store has, that were never tried, and that depend on no version: it runs at any time. */
function suits(writing: Values, { unit, found }: UnitEntry): boolean {
  const { sends, tries } = lineState(writing, unit);
  const isFresh = sends === 0 && tries === 0 && !unit.lines.some(({ line }) => writing.state.split.includes(line));
  const isFree = !unit.lines.some(({ change }) => change.base !== undefined);
  return isFresh && isFree && found?.is === 'there' && writing.writer.bulk?.suits(unit.item) === true;
}

/** Sends a bulk, and leaves it to be watched. That it is about to be sent is known before, and its uuid before all else. */
export async function sendBulk(writing: Values, entries: readonly UnitEntry[]): Promise<void> {
  const rows = entries.map(({ unit }, at) => ({ at, line: leadOf(unit), record: unit.record, item: unit.item }));
  const bulk: Bulk = { rows, operations: rows.length, open: rows.length, movedMs: nowMs(writing) };
  writing.state.bulk = bulk;
  const intents = await intend(
    writing,
    entries.map(({ unit }) => unit),
  );
  const answer = await post(writing, intents, entries, bulk);
  if (answer === undefined) return;
  if (answer.status >= 400 && answer.status < 500) {
    // No such endpoint, or none for this integration.
    notSent(writing, intents);
    writing.state.noBulk = true;
    return;
  }
  const scheduled = answer.status < 300 ? scheduledIn(answer, rows.length) : undefined;
  if (scheduled === undefined) return unclear(writing, intents, entries, bulk);
  const accepted = rows.filter((_, at) => scheduled.rejections[at] === undefined);
  writing.state.bulk = {
    ...bulk,
    uuid: scheduled.uuid,
    rows: accepted.map((row, at) => ({ ...row, at })),
    ...{ operations: accepted.length, open: accepted.length },
  };
  for (const [at, entry] of entries.entries()) {
    const rejection = scheduled.rejections[at];
    if (rejection === undefined) continue;
    intents.clear(entry.unit);
    refuse(writing, entry, rejection);
  }
  await commit(writing);
}

/** Undefined where the answer never came. @throws Refusal where the store could not be used */
async function post(
  writing: Values,
  intents: Intents,
  entries: readonly UnitEntry[],
  bulk: Bulk,
): Promise<StoreAnswer | undefined> {
  const { writer, deps } = writing;
  try {
    const call = writer.bulk?.call(bulk.rows.map(({ item }) => item));
    return call && (await deps.store.send(call));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (mayHaveTaken(error)) {
      await unclear(writing, intents, entries, bulk);
      if (error.code === 'store_busy') throw error;
      return undefined;
    }
    notSent(writing, intents);
    writing.state.noBulk = isAboutCall(error) || error.code === 'permission_missing';
    if (!writing.state.noBulk) throw error;
    return undefined;
  }
}

function notSent(writing: Values, intents: Intents): void {
  delete writing.state.bulk;
  intents.dropUnsent();
}

/** It may run or not: its records are written by single calls once the store has had its time. */
async function unclear(writing: Values, intents: Intents, entries: readonly UnitEntry[], bulk: Bulk): Promise<void> {
  for (const { unit } of entries) intents.keep(unit);
  abandon(writing, bulk);
  await commit(writing);
}
