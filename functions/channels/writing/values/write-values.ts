import type { Found, ValueWriter } from '../../../domain/sync/changes/writer.ts';
import { bulkOf, sendBulk } from '../bulk/send-bulk.ts';
import { mustLeave } from '../leave.ts';
import { lookFailed, READ_MAX } from '../look-failed.ts';
import { isWaitedFor, readBack, readLate } from '../read-back.ts';
import { noteOurs, settleAll, settleConflict, settleDone } from '../settle.ts';
import { split } from '../units.ts';
import { leadOf, lineState, setLineState, type Unit, versionOf, type Writing } from '../writing.ts';
import { listSize, SENDS_MAX, type UnitEntry } from './lists.ts';
import { sendValues } from './send-values.ts';

type Values = Writing<ValueWriter>;

/** So many single calls follow one commit. */
const SINGLES_AT_ONCE = 10;

/** Reads some units' records, and writes those that the store does not have as they are wanted. */
export async function writeValues(writing: Values, units: readonly Unit[]): Promise<void> {
  const found = (await readLate(writing, units)) ? await foundOf(writing, units) : undefined;
  if (found === undefined) return;
  const judged = units.flatMap((unit, index): UnitEntry[] => judge(writing, unit, found[index]));
  const bulk = bulkOf(writing, judged);
  const entries = judged.filter((entry) => !bulk.includes(entry));
  while (entries.length > 0) {
    if (await mustLeave(writing)) return;
    const sent = entries.splice(0, entriesAtOnce(writing));
    await sendValues(writing, sent);
    await readBack(writing, sent);
  }
  if (bulk.length > 0 && !(await mustLeave(writing))) await sendBulk(writing, bulk);
}

function entriesAtOnce(writing: Values): number {
  const size = listSize(writing);
  return size * Math.max(1, Math.floor(SINGLES_AT_ONCE / size));
}

/** How many records are read at once. */
export function readSize({ state }: Values): number {
  return state.readSize ?? READ_MAX;
}

/** Undefined when the store has failed on this look, and a smaller one is due. */
async function foundOf(writing: Values, units: readonly Unit[]): Promise<readonly (Found | undefined)[] | undefined> {
  const { writer, deps, state } = writing;
  if (writer.read === undefined) return [];
  try {
    const items = units.map(({ item }) => item);
    const found = await writer.read(deps.store, items);
    writing.looked = true;
    state.failures = 0;
    if (state.readSize !== undefined) state.readSize = Math.min(READ_MAX, state.readSize * 2);
    return found;
  } catch (error) {
    lookFailed(writing, units, error);
    return undefined;
  }
}

/** What is left to be sent of a unit, in view of what the store has: nothing, or all of it. */
function judge(writing: Values, unit: Unit, found: Found | undefined): UnitEntry[] {
  if (isSettled(writing, unit, found)) return [];
  const { sends } = lineState(writing, unit);
  const outdated = outdatedLines(writing, unit, found);
  const isLast = sends >= SENDS_MAX || (sends > 0 && (writing.cancelled || outdated.length > 0));
  const isCancelled = writing.cancelled && sends === 0;
  if (isLast) settleAll(writing, unit, 'unknown', { code: 'change_unclear' });
  else if (isCancelled) settleAll(writing, unit, 'cancelled', { code: 'batch_cancelled' });
  else for (const line of outdated) settleConflict(writing, line, versionOf(found));
  if (isLast || isCancelled || outdated.length > 0) return [];
  noteVersion(writing, unit, found);
  return [{ unit, found }];
}

/** The store has it already, or can never have it. */
function isSettled(writing: Values, unit: Unit, found: Found | undefined): boolean {
  if (found?.is === 'there' && found.same) {
    const { sends, failed, version: before } = lineState(writing, unit);
    const isOurs = sends > 0 || failed;
    settleDone(writing, unit, isOurs ? 'done' : 'unchanged', found.record);
    const written = { line: leadOf(unit), record: unit.record };
    if (isOurs && found.record !== undefined) noteOurs(writing, written, before, found.record.version);
    return true;
  }
  if (found?.is !== 'refused') return false;
  if (unit.lines.length > 1) split(writing, unit);
  else settleAll(writing, unit, 'failed', found);
  return true;
}

/** Whoever finds it written, after its answer was lost, knows from which version we made the present one. */
function noteVersion(writing: Values, unit: Unit, found: Found | undefined): void {
  const version = versionOf(found);
  if (version !== undefined && isWaitedFor(writing, unit)) setLineState(writing, unit, { version });
}

/** Those that were made from another version than the store has, where the store's counts. */
function outdatedLines({ order, state }: Values, { lines }: Unit, found: Found | undefined): Unit['lines'] {
  const isKnown = found?.is === 'absent' || (found?.is === 'there' && found.record !== undefined);
  if (order.priority === 'vendor' || !isKnown) return [];
  const version = versionOf(found);
  const current = versionsBehind(state, version);
  return lines.filter(({ change: { base } }) => base !== undefined && !current.has(base));
}

/** With those that we made it of in this batch: nobody else has changed the record since. */
function versionsBehind({ ours }: Values['state'], version: string | undefined): ReadonlySet<string | undefined> {
  const versions = new Set([version]);
  for (let at = version; at !== undefined && Object.hasOwn(ours, at) && !versions.has(ours[at]); at = ours[at])
    versions.add(ours[at]);
  return versions;
}
