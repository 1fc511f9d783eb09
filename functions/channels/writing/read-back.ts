import type { Found, ValueWriter } from '../../domain/sync/changes/writer.ts';
import { lookFailed } from './look-failed.ts';
import { addVersion, noteOurs } from './settle.ts';
import type { UnitEntry } from './values/lists.ts';
import { leadOf, type Unit, versionOf, type Writing } from './writing.ts';

type Values = Writing<ValueWriter>;

/**
 * The versions of what was written. It is written all the same where the store does not tell; lines behind it that
 * depend on its version wait until the store does.
 */
export async function readBack(writing: Values, sent: readonly UnitEntry[]): Promise<void> {
  const { writer, deps, results, state } = writing;
  const written = sent.filter(({ unit }) => results.get(leadOf(unit))?.status === 'done');
  if (!writer.readsBack || writer.read === undefined || written.length === 0) return;
  try {
    const items = written.map(({ unit }) => unit.item);
    const found = await writer.read(deps.store, items);
    for (const [index, { unit, found: before }] of written.entries()) {
      const now = found[index];
      // Where the store does not tell, nobody else has had the time to change it.
      if (now?.is !== 'there' || now.same === false) continue;
      noteFound(writing, { line: leadOf(unit), record: unit.record, before: versionOf(before) }, now);
    }
  } catch {
    // Neither the store nor the vendor's own code can undo what was written.
    for (const { unit, found: before } of written.filter(({ unit: one }) => isWaitedFor(writing, one))) {
      const { record, item } = unit;
      state.unread.push({ record, line: leadOf(unit), before: versionOf(before), item });
    }
  }
}

/**
 * Before units are compared with what the store has: reads what was written of their records and could not be read back.
 *
 * @returns false where the store has failed on that; then they are left for later, or given up
 */
export async function readLate(writing: Values, units: readonly Unit[]): Promise<boolean> {
  const { writer, deps, state } = writing;
  if (state.unread.length === 0 || writer.read === undefined) return true;
  const asked = new Map(units.map((unit) => [unit.record, unit]));
  const late = state.unread.filter(({ record }) => asked.has(record));
  try {
    const items = late.map(({ item }) => item);
    const found = await writer.read(deps.store, items);
    for (const [index, one] of late.entries()) {
      const now = found[index];
      if (now?.is === 'there' && now.same) noteFound(writing, one, now);
    }
    state.unread = state.unread.filter(({ record }) => !asked.has(record));
    return true;
  } catch (error) {
    const failed = late.flatMap(({ record }) => asked.get(record) ?? []);
    lookFailed(writing, failed, error);
    return false;
  }
}

/** Whether lines behind it depend on the version that it makes. */
export function isWaitedFor({ chains, order }: Values, unit: Unit): boolean {
  if (order.priority === 'vendor') return false;
  const behind = chains.get(unit.record)?.filter(({ line }) => line > leadOf(unit)) ?? [];
  return behind.some(({ change }) => change.base !== undefined);
}

type There = Extract<Found, { readonly is: 'there' }>;
type Written = { readonly line: number; readonly record: string; readonly before?: string | undefined };

function noteFound(writing: Values, { line, record, before }: Written, now: There): void {
  if (now.record === undefined) return;
  addVersion(writing, line, now.record);
  noteOurs(writing, { line, record }, before, now.record.version);
}
