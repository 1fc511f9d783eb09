import type { StoreAnswer, ValueWriter } from '../../../domain/sync/changes/writer.ts';
import { readBack } from '../read-back.ts';
import { settleDone } from '../settle.ts';
import type { Bulk } from '../state.ts';
import { unitsLeft } from '../units.ts';
import type { UnitEntry } from '../values/lists.ts';
import { refuse } from '../values/send-values.ts';
import { commit, leadOf, nowMs, setLineState, type Unit, type Writing } from '../writing.ts';
import { abandon } from './abandoned.ts';
import { type Operation, operationsOf } from './operations.ts';

type Values = Writing<ValueWriter>;

const LOOK_SECONDS = 15;
/** A consumer that cron starts begins within a minute, and ends as a rule within another. */
const STANDSTILL_SECONDS = 300;

/**
 * Looks at the bulk that is under way, if one is.
 *
 * @returns in how many seconds to look again; undefined: it is over, or given up
 * @throws Refusal about the store
 */
export async function watchBulk(writing: Values): Promise<number | undefined> {
  const { bulk } = writing.state;
  if (bulk === undefined) return undefined;
  const units = new Map(unitsLeft(writing).map((unit) => [leadOf(unit), unit]));
  // Whoever sent it was cut off before its answer, or its lines were given up.
  if (bulk.uuid === undefined || !bulk.rows.some(({ line }) => units.has(line))) {
    abandon(writing, bulk);
    await commit(writing);
    return undefined;
  }
  const found = await operationsOf(writing.deps.store, bulk.uuid, bulk.operations);
  writing.state.failures = 0;
  const operations = typeof found === 'string' ? [] : found;
  const open = bulk.rows.filter(({ at }) => operations[at] === undefined);
  if (open.length < bulk.open) writing.state.bulk = { ...bulk, open: open.length, movedMs: nowMs(writing) };
  const standsStill = nowMs(writing) - (writing.state.bulk?.movedMs ?? 0) >= STANDSTILL_SECONDS * 1000;
  if (open.length > 0 && !standsStill && found !== 'forbidden') return LOOK_SECONDS;
  await end(writing, bulk, operations, units);
  return undefined;
}

/** What has ended has its result; the rest is written by single calls, and may run all the same. */
async function end(
  writing: Values,
  bulk: Bulk,
  operations: readonly Operation[],
  units: ReadonlyMap<number, Unit>,
): Promise<void> {
  const settled: UnitEntry[] = [];
  const open: Bulk['rows'] = [];
  for (const row of bulk.rows) {
    const unit = units.get(row.line);
    const operation = operations[row.at];
    if (operation === undefined) open.push(row);
    if (unit === undefined) continue;
    setLineState(writing, unit, operation === undefined ? { until: 0 } : { sends: 0, until: 0 });
    if (operation !== undefined) settled.push(settle(writing, unit, operation));
  }
  if (open.length > 0) abandon(writing, bulk, open);
  else delete writing.state.bulk;
  await commit(writing);
  await readBack(writing, settled);
}

function settle(writing: Values, unit: Unit, operation: StoreAnswer): UnitEntry {
  const entry: UnitEntry = { unit };
  if (operation.status === 200) settleDone(writing, unit, 'done');
  else refuse(writing, entry, operation);
  return entry;
}
