import { UNTOUCHED } from './state.ts';
import { type Line, leadOf, lineState, nowMs, type Unit, type Writing } from './writing.ts';

export type NextUnits = {
  readonly units: readonly Unit[];
  /** When the next of the others is due; undefined where there are none. */
  readonly dueMs: number | undefined;
};

/** What can be written now: of each record its first unit that has no result. */
export function nextUnits(writing: Writing, most: number): NextUnits {
  const units: Unit[] = [];
  let dueMs: number | undefined;
  for (const [record, lines] of writing.chains) {
    const left = lines.filter(({ line }) => !writing.results.has(line));
    if (left.length === 0) writing.chains.delete(record);
    else if (left.length < lines.length) writing.chains.set(record, left);
    const unit = firstUnit(writing, record, left);
    if (unit === undefined) continue;
    const { until } = lineState(writing, unit);
    if (until > nowMs(writing)) dueMs = Math.min(dueMs ?? until, until);
    else units.push(unit);
    if (units.length === most) break;
  }
  return { units, dueMs };
}

/** All that are left, in order. */
export function unitsLeft(writing: Writing): Unit[] {
  return [...writing.chains].flatMap(([record, lines]) => {
    const units: Unit[] = [];
    let left = lines.filter(({ line }) => !writing.results.has(line));
    for (let unit = firstUnit(writing, record, left); unit !== undefined; unit = firstUnit(writing, record, left)) {
      units.push(unit);
      left = left.slice(unit.lines.length);
    }
    return units;
  });
}

/** The first line, with those behind it that can be merged into it. */
function firstUnit(writing: Writing, record: string, left: readonly Line[]): Unit | undefined {
  const [first, ...others] = left;
  if (first === undefined) return undefined;
  const lines = [first];
  let { item } = first;
  for (const next of others) {
    const merged = merge(writing, { ...first, item }, next);
    if (merged === undefined) break;
    item = merged;
    lines.push(next);
  }
  return { record, lines, item };
}

function merge({ writer, state }: Writing, earlier: Line, later: Line): unknown {
  const isAlone = state.split.includes(earlier.line) || state.split.includes(later.line);
  if (isAlone || writer.kind === 'documents') return undefined;
  try {
    return writer.merge(earlier.item, later.item);
  } catch {
    // The vendor's own code: each is written by itself.
    return undefined;
  }
}

/** Its lines are written one by one from now on. */
export function split(writing: Writing, unit: Unit): void {
  const { failed } = lineState(writing, unit);
  writing.state.split.push(...unit.lines.map(({ line }) => line));
  delete writing.state.lines[leadOf(unit)];
  if (failed) for (const { line } of unit.lines) writing.state.lines[line] = { ...UNTOUCHED, failed };
}
